import { describe, expect, test } from 'vitest'
import { type TagFact, tagProblem } from '../tag-rules.ts'

const plain = {
  dimensionIsUnique: false,
  projectId: null,
  projectIsArchived: false,
  isActive: true,
}

const facts = new Map<string, TagFact>(
  (
    [
      { ...plain, id: 'u1', dimensionId: 'unique', dimensionIsUnique: true },
      { ...plain, id: 'u2', dimensionId: 'unique', dimensionIsUnique: true },
      { ...plain, id: 'n1', dimensionId: 'many' },
      { ...plain, id: 'n2', dimensionId: 'many' },
      { ...plain, id: 'off', dimensionId: 'many', isActive: false },
      { ...plain, id: 'p1', dimensionId: 'project', projectId: 'p' },
      { ...plain, id: 'p2', dimensionId: 'project', projectId: 'p' },
      { ...plain, id: 'r1', dimensionId: 'other', projectId: 'r' },
      { ...plain, id: 'old', dimensionId: 'past', projectId: 'q', projectIsArchived: true },
    ] satisfies TagFact[]
  ).map((fact) => [fact.id, fact]),
)

describe('tags that may stand together', () => {
  test.each<[string, string[], string[][]]>([
    ['no tags', [], [[], []]],
    ['a unique dimension once', ['u1'], [[]]],
    ['the same value of a unique dimension repeated', ['u1', 'u1'], [['u1'], ['u1']]],
    ['several values of an ordinary dimension', ['n1'], [['n1', 'n2']]],
    ['an entry split over subprojects, line by line', [], [['p1'], ['p2']]],
    ['a line that departs from the subproject of the entry', ['p1'], [['p2'], []]],
    ['subprojects of two projects on a line', [], [['p1', 'r1']]],
  ])('%s', (_, entryTags, lineTags) => {
    expect(tagProblem(facts, entryTags, lineTags)).toBeUndefined()
  })
})

describe('tags that may not', () => {
  const onUnique = { dimensionId: 'unique', valueIds: ['u1', 'u2'] }
  const onProject = { dimensionId: 'project', valueIds: ['p1', 'p2'] }
  test.each<[string, string[], string[][], string, object]>([
    ['two values on the entry', ['u1', 'u2'], [], 'JOURNAL_DIMENSION_CONFLICT', onUnique],
    ['entry and line', ['u1'], [[], ['u2']], 'JOURNAL_DIMENSION_CONFLICT', onUnique],
    ['two lines', [], [['u1'], ['u2', 'u1']], 'JOURNAL_DIMENSION_CONFLICT', onUnique],
    ['subprojects on the entry', ['p1', 'p2'], [], 'JOURNAL_DIMENSION_CONFLICT', onProject],
    ['subprojects on a line', [], [[], ['p1', 'p2']], 'JOURNAL_DIMENSION_CONFLICT', onProject],
    ['unique first', ['p1', 'p2'], [['u1', 'u2']], 'JOURNAL_DIMENSION_CONFLICT', onUnique],
    ['conflict before archive', ['old'], [['p1', 'p2']], 'JOURNAL_DIMENSION_CONFLICT', onProject],
    ['archive before inactive', ['off'], [['old']], 'PROJECT_ARCHIVED', { projectId: 'q' }],
    ['inactive', [], [['n1', 'off']], 'DIMENSION_VALUE_INACTIVE', { valueId: 'off' }],
  ])('%s', (_, entryTags, lineTags, code, details) => {
    const problem = tagProblem(facts, entryTags, lineTags)
    expect(problem?.code).toBe(code)
    expect(problem?.details).toMatchObject(details)
  })
})

/** What the tags of an entry have to obey (ledger.md 6.3, 10.1 and 10.2). */
import { BadRequest } from '../../../kernel/errors.ts'

/** A dimension value as a posting sees it. */
export interface TagFact {
  readonly id: string
  readonly dimensionId: string
  /** At most one value of the dimension on an entry, its lines included. */
  readonly dimensionIsUnique: boolean
  /** The project whose subproject the value is, or `null`. */
  readonly projectId: string | null
  readonly projectIsArchived: boolean
  readonly isActive: boolean
}

/**
 * The first rule that the tags of an entry break, in the order of 6.3: `JOURNAL_DIMENSION_CONFLICT`,
 * `PROJECT_ARCHIVED`, `DIMENSION_VALUE_INACTIVE`. `facts` are those of `findTagFacts` by id; that
 * every tag exists is the caller's to check.
 */
export function tagProblem(
  facts: ReadonlyMap<string, TagFact>,
  entryTags: readonly string[],
  lineTags: readonly (readonly string[])[],
): BadRequest | undefined {
  if (facts.size === 0) return undefined
  const known = (tags: readonly string[]) => tags.flatMap((id) => facts.get(id) ?? [])
  const levels = [known(entryTags), ...lineTags.map(known)]
  const all = levels.flat()
  return uniqueConflict(all) ?? projectConflict(levels) ?? archived(all) ?? inactive(all)
}

/** A unique dimension counts the entry's tags and those of all lines together. */
function uniqueConflict(all: readonly TagFact[]): BadRequest | undefined {
  return conflict(all.filter((fact) => fact.dimensionIsUnique))
}

/** A project's subprojects exclude each other on one line, and on the entry level. */
function projectConflict(levels: readonly (readonly TagFact[])[]): BadRequest | undefined {
  for (const level of levels) {
    const found = conflict(level.filter((fact) => fact.projectId !== null))
    if (found !== undefined) return found
  }
  return undefined
}

/** The first dimension with two different values among `facts`. */
function conflict(facts: readonly TagFact[]): BadRequest | undefined {
  const valuesByDimension = new Map<string, Set<string>>()
  for (const { dimensionId, id } of facts) {
    const values = valuesByDimension.get(dimensionId) ?? new Set()
    valuesByDimension.set(dimensionId, values.add(id))
  }
  for (const [dimensionId, values] of valuesByDimension) {
    if (values.size < 2) continue
    const message = `Only one value of the dimension ${dimensionId} may be used here.`
    const valueIds = [...values]
    return new BadRequest('JOURNAL_DIMENSION_CONFLICT', message, { dimensionId, valueIds })
  }
  return undefined
}

function archived(all: readonly TagFact[]): BadRequest | undefined {
  const found = all.find((fact) => fact.projectIsArchived)
  if (found === undefined) return undefined
  const { projectId, dimensionId, id: valueId } = found
  const message = `The project ${projectId} is archived; nothing can be posted on it.`
  return new BadRequest('PROJECT_ARCHIVED', message, { projectId, dimensionId, valueId })
}

function inactive(all: readonly TagFact[]): BadRequest | undefined {
  const found = all.find((fact) => !fact.isActive)
  if (found === undefined) return undefined
  const { dimensionId, id: valueId } = found
  const message = `The dimension value ${valueId} is inactive; use another one or activate it.`
  return new BadRequest('DIMENSION_VALUE_INACTIVE', message, { dimensionId, valueId })
}

export { findTagFacts, lockTags } from './tag-queries.ts'
export { type TagFact, tagProblem } from './tag-rules.ts'

export { groupBy, type Patch, patched } from './dimension.ts'
export { findTagFacts, lockTags } from './tag-queries.ts'
export { type TagFact, tagProblem } from './tag-rules.ts'
export { areTagsUsed, deleteValueRows, lockValues } from './value-queries.ts'

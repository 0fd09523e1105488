/**
 * The builders of every request field: zod schemas that carry class-validator's rule names and
 * sentences. A shape is made with `object` (or `patch`), its fields with the builders, answers with
 * zod itself.
 */
export { across, type RefuseField } from './fields/across.ts'
export { email, ipOrCidr, type UrlRules, url } from './fields/addresses.ts'
export { boolean, choice, country, currency, uuid } from './fields/codes.ts'
export { dateOrTimestamp, isoDate, timestamp } from './fields/dates.ts'
export { type Field, type FieldJson, field, type Problems, refuse } from './fields/field.ts'
export { type List, type ListBounds, list } from './fields/list.ts'
export { type Metadata, type MetadataValue, metadata, metadataPatch } from './fields/metadata.ts'
export {
  type DecimalBounds,
  decimal,
  type IntegerBounds,
  integer,
  money,
} from './fields/numbers.ts'
export {
  type Defaulted,
  type Optional,
  object,
  optional,
  patch,
  withDefault,
} from './fields/presence.ts'
export {
  pagination,
  queryBoolean,
  queryDecimal,
  queryInteger,
  queryList,
  queryMetadata,
} from './fields/query.ts'
export {
  arrayMaxSize,
  isEnum,
  matches,
  max,
  min,
  type Rule,
  rules,
} from './fields/rules.ts'
export { color, multiline, numberText, type TextBounds, text } from './fields/text.ts'

/** A customer's own document designs, by document type. */
import { object, optional, uuid } from '../../../platform/http/fields.ts'

/** The document types a design is for (catalog.md 7). */
export const TEMPLATE_TYPES = [
  'invoice-template',
  'credit-note-template',
  'quote-template',
  'order-confirmation-template',
] as const

/** Template id by document type, `null` for the type's default. */
export type TemplateIds = Record<(typeof TEMPLATE_TYPES)[number], string | null>

/** The request field: each type with a template id or `null`. */
export function templateIds() {
  return object({
    'invoice-template': optional(uuid()),
    'credit-note-template': optional(uuid()),
    'quote-template': optional(uuid()),
    'order-confirmation-template': optional(uuid()),
  })
}

/** The designs after a merge patch: `null` as a whole clears all four, absent types stay. */
export function mergedTemplateIds(
  current: Partial<TemplateIds>,
  patch: { readonly [Type in keyof TemplateIds]?: string | null | undefined } | null | undefined,
): TemplateIds {
  const given = patch === null ? {} : { ...current, ...patch }
  const entries = TEMPLATE_TYPES.map((type) => [type, given[type] ?? null] as const)
  return Object.fromEntries(entries) as TemplateIds
}

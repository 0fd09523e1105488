import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { BadRequest } from '../../../kernel/errors.ts'
import { field, object, refuse, rules, text } from '../../../platform/http/fields.ts'
import { isWellFormedXml } from './well-formed-xml.ts'

/** A file as read from a request, its bytes known to be what its type claims. */
export interface AttachmentFile {
  readonly fileName: string
  readonly mimeType: string
  /** Bytes. */
  readonly size: number
  /** Lower-case hex. */
  readonly sha256: string
  readonly content: Buffer
}

/** Standard base64 as sent: whether it is any is not the schema's to tell (ledger.md 7.5). */
const base64 = field<string>({ type: 'string', contentEncoding: 'base64' }, (value, problems) =>
  typeof value === 'string' ? value : refuse(problems, rules.isString),
)

/** An attachment in a request (ledger.md 7.5). */
export const attachmentSchema = object({
  fileName: text({ max: 255, pattern: /^[^/\\\p{Cc}]+$/u }),
  mimeType: text({ max: 127 }),
  content: base64,
}).meta({ id: 'AttachmentRequest' })

/** An attachment as the schema lets it through. */
export type AttachmentInput = z.output<typeof attachmentSchema>

const PDF = '%PDF-'
/** How far into a file a PDF may begin. */
const PDF_WITHIN_BYTES = 1024

type Check = (bytes: Buffer) => boolean

const isPng = startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
const isJpeg = startsWith(0xff, 0xd8, 0xff)
const isGif: Check = (bytes) => /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6))
const isWebp: Check = (bytes) => /^RIFF[^]{4}WEBP/.test(bytes.toString('latin1', 0, 12))
const isPdfFromStart: Check = (bytes) => bytes.toString('latin1', 0, PDF.length) === PDF
const signatures = [isPng, isJpeg, isGif, isWebp, isPdfFromStart]

const isText: Check = (bytes) =>
  isUtf8(bytes) && !bytes.includes(0) && !signatures.some((isSigned) => isSigned(bytes))

/** What the bytes of each type must be. */
const CONTENT: ReadonlyMap<string, Check> = new Map([
  ['application/pdf', (bytes: Buffer) => bytes.subarray(0, PDF_WITHIN_BYTES).includes(PDF)],
  ['image/png', isPng],
  ['image/jpeg', isJpeg],
  ['image/gif', isGif],
  ['image/webp', isWebp],
  ['application/xml', isWellFormedXml],
  ['text/xml', isWellFormedXml],
  ['text/plain', isText],
  ['text/csv', isText],
])

/**
 * Decodes the attachments of one entry.
 * @throws BadRequest `INVALID_ATTACHMENT_TYPE` for the first file of another type, that is no strict base64, or whose
 * bytes are not what its type claims
 */
export function readAttachments(
  inputs: readonly AttachmentInput[] | null | undefined,
): readonly AttachmentFile[] {
  return (inputs ?? []).map(({ fileName, mimeType, content: encoded }, index) => {
    const isClaimed = CONTENT.get(mimeType)
    if (isClaimed === undefined) throw invalidAttachment(index, mimeType, 'type')
    const content = Buffer.from(encoded, 'base64')
    // Decoding skips what is no base64; only strict base64 comes back as it was.
    if (content.length === 0 || content.toString('base64') !== encoded) {
      throw invalidAttachment(index, mimeType, 'base64')
    }
    if (!isClaimed(content)) throw invalidAttachment(index, mimeType, 'content')
    const sha256 = createHash('sha256').update(content).digest('hex')
    return { fileName, mimeType, size: content.length, sha256, content }
  })
}

const REASONS = {
  type: 'is of a type that cannot be attached: send PDF, PNG, JPEG, GIF, WebP, XML, text or CSV',
  base64: 'is not standard base64: no line breaks, no data URL prefix, padding required',
  content: 'is not what its mimeType claims',
} as const

function invalidAttachment(
  attachmentIndex: number,
  mimeType: string,
  reason: keyof typeof REASONS,
) {
  return new BadRequest(
    'INVALID_ATTACHMENT_TYPE',
    `Attachment ${attachmentIndex} ${REASONS[reason]}.`,
    { attachmentIndex, mimeType, reason },
  )
}

function startsWith(...signature: readonly number[]): Check {
  const start = Buffer.from(signature)
  return (bytes) => bytes.subarray(0, start.length).equals(start)
}

import type { FastifyInstance } from 'fastify'
import { ATTACHMENT_LINKS, findStoredFile } from '../../domain/ledger/index.ts'
import { NotFound } from '../../kernel/errors.ts'
import type { Database } from '../../platform/db/database.ts'
import type { SignedLinks } from '../../platform/files/signed-links.ts'

/** Hangs in the downloads behind signed links: who holds such a link needs no credential. */
export function mountDownloads(app: FastifyInstance, db: Database, links: SignedLinks): void {
  app.get<{ Params: { token: string } }>(
    `/files/${ATTACHMENT_LINKS}/:token`,
    async ({ params }, reply) => {
      const signed = links.read(ATTACHMENT_LINKS, params.token)
      if (signed === undefined) throw linkUnknown()
      const { company, id } = signed
      const file = await db.transact(company, 'read', (tx) => findStoredFile(tx, company, id))
      if (file === undefined) throw linkUnknown()
      return reply
        .header('content-type', file.mimeType)
        .header('content-disposition', contentDisposition(file.fileName))
        .header('content-security-policy', "sandbox; default-src 'none'")
        .header('cache-control', 'private, no-store')
        .send(file.content)
    },
  )
}

function linkUnknown(): NotFound {
  const message = 'This link was altered or has expired; list the attachments again for a new one.'
  return new NotFound('ATTACHMENT_NOT_FOUND', message)
}

/** Saves under the file's own name: in UTF-8, and in ASCII for whoever cannot read that (RFC 6266). */
function contentDisposition(fileName: string): string {
  const ascii = fileName.replaceAll(/[^\u0020-\u007E]|["\\%]/gu, '_')
  const utf8 = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${ascii}"; filename*=UTF-8''${utf8}`
}

import type { Database } from '../../platform/db/database.ts'
import { findKeys } from './api-key-queries.ts'
import { isKeyOf, prefixOf } from './key.ts'

/** Whether this text is a key of any company that has not been revoked. */
export async function isLiveKey(db: Database, key: string): Promise<boolean> {
  const prefix = prefixOf(key)
  if (prefix === undefined) return false
  const found = await findKeys(db, [prefix])
  return found.some(({ hash }) => isKeyOf(hash, key))
}

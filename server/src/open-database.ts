import type { Config } from './config.ts'
import type { Connection } from './platform/db/database.ts'
import { findLiveServer, startEmbedded } from './platform/db/embedded.ts'

/** The database of the configuration, there to be used. */
export interface OpenDatabase {
  /** How to reach it, as its owner. */
  readonly connection: Connection
  /** Resolves when an embedded server of ours is gone, asked (`close`) or not; never with an external one. */
  readonly exited: Promise<void>
  /** Stops what was started for it. */
  close(): Promise<void>
}

const NEVER = new Promise<void>(() => {})
const NOTHING_TO_CLOSE = async () => {}

/**
 * Reaches the external database, or starts the embedded one.
 * @param options `share`: uses the embedded server of a process that runs on the data folder, if there is one.
 * @throws ConfigError when there is none to be had.
 */
export async function openDatabase(
  config: Config,
  options: { readonly share: boolean },
): Promise<OpenDatabase> {
  const { database, dataFolder } = config
  if (database.kind === 'external') {
    const connection = { connectionString: database.url }
    return { connection, exited: NEVER, close: NOTHING_TO_CLOSE }
  }
  const live = options.share ? await findLiveServer(dataFolder) : undefined
  if (live !== undefined) return { connection: live, exited: NEVER, close: NOTHING_TO_CLOSE }
  const embedded = await startEmbedded({ dataFolder })
  const { connection, exited } = embedded
  return { connection, exited, close: () => embedded.stop() }
}

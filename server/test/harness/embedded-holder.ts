/** Holds the embedded PostgreSQL of a data folder until it is killed; run by the tests as a process. */
import { startEmbedded } from '../../src/platform/db/embedded.ts'

const embedded = await startEmbedded({ dataFolder: process.argv[2] ?? '' })
process.send?.(embedded.connection)

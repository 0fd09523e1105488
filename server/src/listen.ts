import { type AddressInfo, createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'

/** The server cannot start for a reason that no setting is wrong for; `message` is one sentence. */
export class StartError extends Error {
  override readonly name = 'StartError'
}

const HANG_UP_MS = 50

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another program listens there: stop it, or set PORT to another port',
  EACCES: 'the system does not permit it: set PORT to one above 1023',
  EADDRNOTAVAIL: 'this machine has no such address: set HOST to one that it has',
  ENOTFOUND: 'there is no such host: set HOST to an address of this machine',
}

/** Takes connections at the configured host and port. Throws StartError when it cannot. */
export async function listen(app: FastifyInstance, { host, port }: Config): Promise<void> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const reason = REASONS[(error as NodeJS.ErrnoException).code ?? '']
    if (reason === undefined) throw error
    throw new StartError(`LedgerBee cannot listen on ${host}, port ${port}: ${reason}.`, {
      cause: error,
    })
  }
}

/**
 * Takes no more connections, and ends when the requests that were taken are answered. A connection that was busy at
 * first would stay open for its client's next request otherwise.
 */
export async function stopListening(app: FastifyInstance): Promise<void> {
  const timer = setInterval(() => app.server.closeIdleConnections(), HANG_UP_MS)
  await app.close().finally(() => clearInterval(timer))
}

/** The configuration with a free port where it leaves the choice (`PORT=0`): links need to know it. */
export async function settlePort(config: Config): Promise<Config> {
  if (config.port !== 0) return config
  const port = await freePort(config.host)
  return { ...config, port, publicUrl: config.publicUrl.replace(/:0$/, `:${port}`) }
}

async function freePort(host: string): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve, reject) => {
    probe.on('error', reject)
    probe.listen(0, host, resolve)
  })
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}

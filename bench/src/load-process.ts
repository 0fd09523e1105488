/** Sends prepared requests over keep-alive connections, one at a time on each, and measures every answer. */
import { connect, type Socket } from 'node:net'

interface Job {
  readonly port: number
  readonly connections: number
  readonly seconds: number
  /** Raw HTTP requests; connection i sends every i-th and goes round. */
  readonly requests: readonly string[]
}

const HEADER_END = Buffer.from('\r\n\r\n')

function run({ port, connections, seconds, requests }: Job): void {
  const raw = requests.map((request) => Buffer.from(request))
  const latencies: number[] = []
  const statuses: Record<string, number> = {}
  const started = performance.now()
  const end = started + seconds * 1000
  let open = connections
  const finish = (socket: Socket): void => {
    socket.destroy()
    open--
    if (open > 0) return
    latencies.sort((a, b) => a - b)
    const at = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0
    const took = (performance.now() - started) / 1000
    const rate = latencies.length / took
    process.send?.({ count: latencies.length, rate, p50: at(0.5), p99: at(0.99), statuses }, () =>
      process.exit(0),
    )
  }
  for (let index = 0; index < connections; index++) {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    let next = index
    let sentAt = 0
    let received: Buffer = Buffer.alloc(0)
    const send = (): void => {
      sentAt = performance.now()
      socket.write(raw[next % raw.length] as Buffer)
      next += connections
    }
    socket.on('connect', send)
    socket.on('data', (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
      const headerEnd = received.indexOf(HEADER_END)
      if (headerEnd < 0) return
      const header = received.toString('latin1', 0, headerEnd)
      const length = Number(/content-length: (\d+)/i.exec(header)?.[1] ?? 0)
      if (received.length < headerEnd + 4 + length) return
      const status = header.slice(9, 12)
      statuses[status] = (statuses[status] ?? 0) + 1
      received = Buffer.alloc(0)
      const now = performance.now()
      latencies.push(now - sentAt)
      if (now < end) send()
      else finish(socket)
    })
    socket.on('error', (error) => {
      throw error
    })
  }
}

process.on('message', run)
process.send?.('ready')

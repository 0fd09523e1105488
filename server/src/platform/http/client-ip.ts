import type { FastifyRequest } from 'fastify'

/**
 * The client's address (platform.md, section 1): the socket's peer; behind `trustedProxies` proxies the entry of
 * `X-Forwarded-For` at that place counted from the right. Entries further left are never believed.
 */
export function clientIp(trustedProxies: number): (request: FastifyRequest) => string {
  return (request) => {
    const peer = request.raw.socket.remoteAddress ?? ''
    if (trustedProxies === 0) return unmapped(peer)
    const header = request.headers['x-forwarded-for']
    const entries = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',')
    const entry = entries.at(-trustedProxies)?.trim()
    return unmapped(entry === undefined || entry === '' ? peer : entry)
  }
}

/** IPv4-mapped IPv6 counts as IPv4; a zone index (`fe80::1%eth0`) is this machine's own business. */
function unmapped(ip: string): string {
  return ip.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '')
}

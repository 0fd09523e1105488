import { uuidv7 } from '../../../kernel/id.ts'

/**
 * A UUIDv7 greater than `last`, whatever other nodes' clocks say: the ids of a company's entries ascend with
 * their place in the chain, so that the newest first is one index range.
 */
export function entryIdAfter(last: string): string {
  const id = uuidv7()
  return id > last ? id : successor(last)
}

/** The next UUID of the same version and variant. */
function successor(id: string): string {
  const digits = id.replaceAll('-', '')
  const tail = BigInt(`0x${digits.slice(17)}`) + 1n
  const next = digits.slice(0, 17) + tail.toString(16).padStart(15, '0')
  return [
    next.slice(0, 8),
    next.slice(8, 12),
    next.slice(12, 16),
    next.slice(16, 20),
    next.slice(20),
  ].join('-')
}

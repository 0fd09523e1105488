/** Ids: UUID version 7 (RFC 9562), which sort by creation. */
import { randomUUID } from 'node:crypto'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

const COUNTER_MAX = 0xfff
const COUNTER_SEED_MAX = 0x7ff

let milliseconds = 0
let counter = 0
let prefix = ''

/**
 * A new id, greater than every one made before by this process: 48 bits of time, a 12 bit counter
 * (RFC 9562, 6.2, method 1) that starts each millisecond in its lower half, 62 random bits.
 */
export function uuidv7(): string {
  // Node keeps a pool of random bytes behind randomUUID; its version 4 brings the variant too.
  const random = randomUUID()
  // Real time, not the company's clock: ids ascend with creation also under a frozen test clock.
  const now = Date.now()
  if (now > milliseconds) {
    startMillisecond(now, random)
  } else if (counter === COUNTER_MAX) {
    startMillisecond(milliseconds + 1, random)
  } else {
    counter += 1
  }
  return `${prefix}${counter.toString(16).padStart(3, '0')}-${random.slice(19)}`
}

/** Ids may run ahead of the clock by a full counter, and wait for a clock that was set back. */
function startMillisecond(time: number, random: string): void {
  milliseconds = time
  counter = Number.parseInt(random.slice(0, 3), 16) & COUNTER_SEED_MAX
  const hex = time.toString(16).padStart(12, '0')
  prefix = `${hex.slice(0, 8)}-${hex.slice(8)}-7`
}

/** Whether `text` has the form of a UUID, of any version and in any letter case. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}

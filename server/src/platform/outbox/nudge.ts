import { EventEmitter } from 'node:events'

/**
 * Tells the relay of this process that events were committed, so that it need not wait for its next look. Only a
 * hint: the relay finds everything by polling too, and a database notification would serialize commits.
 */
export const outboxNudge = new EventEmitter<{ committed: [] }>()

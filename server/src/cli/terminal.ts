/** Tells the caller of a command, on standard output. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Tells what went wrong, or how far it went, on standard error. */
export function complain(text: string): void {
  process.stderr.write(`${text}\n`)
}

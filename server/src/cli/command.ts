/** A command of the program. */
export interface Command {
  /** What follows `ledgerbee`: `key create --company <id>`. */
  readonly usage: string
  readonly summary: string
  /** Runs it with the arguments behind its name; answers the exit code. */
  run(args: string[]): Promise<number>
}

/** The command was called wrongly; `message` is one sentence (exit code 64). */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** The command cannot do what it was asked for; `message` is one sentence (exit code 1). */
export class CommandError extends Error {
  override readonly name = 'CommandError'
}

/** Exit codes, as sysexits.h has them. */
export const EXIT = { ok: 0, failed: 1, usage: 64, software: 70, config: 78 } as const

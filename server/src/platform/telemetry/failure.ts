/** What the log may say of a failure: never the detail of a database error, which quotes rows. */
export function failure(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error }
  const { name, message, stack, code, constraint } = error as Error & Record<string, unknown>
  return { name, message, code, constraint, stack }
}

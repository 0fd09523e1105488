/**
 * The surroundings are not fit to run in: a wrong setting, a database that is too old or too new, a data
 * folder in use. `message` is one sentence for the operator; the program prints it and exits with 78.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}

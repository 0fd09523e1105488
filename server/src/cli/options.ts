import { parseArgs, type ParseArgsConfig } from 'node:util'
import { UsageError } from './command.ts'

type Options = NonNullable<ParseArgsConfig['options']>
type Values<Names extends Options> = ReturnType<
  typeof parseArgs<{ options: Names; strict: true }>
>['values']

/** Reads a command's options; it takes nothing else. Throws UsageError. */
export function readOptions<const Names extends Options>(
  args: string[],
  options: Names,
): Values<Names> {
  try {
    return parseArgs({ args, options, strict: true }).values as Values<Names>
  } catch (error) {
    const [sentence = ''] = (error as Error).message.split(/\. |\n/)
    throw new UsageError(`${sentence.replace(/\.$/, '')}: see ledgerbee --help.`)
  }
}

/** A required option's value. Throws UsageError when it is missing or blank. */
export function required(value: string | undefined, option: string): string {
  const text = value?.trim() ?? ''
  if (text !== '') return text
  throw new UsageError(`--${option} is missing: see ledgerbee --help.`)
}

import type { FastifyBaseLogger } from 'fastify'
import { Logger, type Task as WorkerTask } from 'graphile-worker'
import { type CompanyId, companyId } from '../../kernel/context.ts'
import { failure } from '../telemetry/failure.ts'
import type { Metrics } from '../telemetry/metrics.ts'
import type { Task } from './job.ts'

/** What watches jobs run. */
interface Watch {
  readonly metrics: Metrics
  readonly log: FastifyBaseLogger
}

/** A task as graphile-worker runs it: counted, and its failures logged by name, never with the payload. */
export function executor(task: Task, { metrics, log }: Watch): WorkerTask {
  return async (payload, helpers) => {
    const { id, attempts } = helpers.job
    const { companyId, ...rest } = payload as Readonly<Record<string, unknown>>
    const job = {
      companyId: companyOf(companyId),
      payload: rest,
      attempt: attempts,
      signal: helpers.abortSignal,
    }
    try {
      await task.run(job)
      metrics.job(task.name, 'done')
    } catch (error) {
      metrics.job(task.name, 'failed')
      log.error({ task: task.name, job: id, attempt: attempts, ...failure(error) }, 'job failed')
      throw error
    }
  }
}

function companyOf(id: unknown): CompanyId | null {
  return typeof id === 'string' ? companyId(id) : null
}

/** What graphile-worker says, in our log; a failed job stands there already. */
export function jobLogger(log: FastifyBaseLogger): Logger {
  return new Logger(() => (level, message) => {
    if (message.startsWith('Failed task')) return
    if (level === 'error') log.error({ source: 'graphile-worker' }, message)
    else log.debug({ source: 'graphile-worker' }, message)
  })
}

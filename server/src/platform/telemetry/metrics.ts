import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Prometheus metrics of one server process; labels never carry company data. */
export class Metrics {
  readonly registry = new Registry()
  readonly #requests: Histogram<'operation' | 'status'>
  readonly #jobs: Counter<'task' | 'outcome'>

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'ledgerbee_' })
    this.#requests = new Histogram({
      name: 'ledgerbee_http_request_seconds',
      help: 'Time from the first byte of a request to the end of its answer.',
      labelNames: ['operation', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [this.registry],
    })
    this.#jobs = new Counter({
      name: 'ledgerbee_jobs_total',
      help: 'Background jobs by task and outcome.',
      labelNames: ['task', 'outcome'],
      registers: [this.registry],
    })
  }

  /** Counts one answered request. */
  request(operation: string, status: number, seconds: number): void {
    this.#requests.observe({ operation, status }, seconds)
  }

  /** Counts one finished background job. */
  job(task: string, outcome: 'done' | 'failed'): void {
    this.#jobs.inc({ task, outcome })
  }

  /**
   * Adds a gauge that is read when metrics are asked for: values by the label `state`. One that cannot be read
   * is left out.
   */
  gauge(name: string, help: string, read: () => Promise<Readonly<Record<string, number>>>): void {
    const gauge = new Gauge({
      ...{ name, help, labelNames: ['state'], registers: [this.registry] },
      async collect() {
        this.reset()
        const values = await read().catch(() => ({}))
        for (const [state, value] of Object.entries(values)) gauge.set({ state }, value)
      },
    })
  }
}

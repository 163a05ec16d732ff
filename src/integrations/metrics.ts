import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'

export type Reading = { name: string; help: string; read(): number }

/** Prometheus' text format: the process, and what the bot counts of itself. */
export function createMetrics(readings: Reading[]) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'pitcrew_' })
  for (const { name, help, read } of readings) {
    new Gauge({
      name: `pitcrew_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      },
    })
  }
  return { type: registry.contentType, text: () => registry.metrics(), stop: () => registry.clear() }
}

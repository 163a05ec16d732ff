import { z } from 'zod'
import { defineProbe, off } from './define.ts'

/** §2.1: the database accepts a connection and answers a question. */
export const postgresReady = defineProbe({
  kind: 'postgres-ready',
  params: z.strictObject({}),
  async run(_, { ports, signal }) {
    if (ports.database === undefined) return off('The database', 'DATABASE_URL')
    const { version } = await ports.database.ping(signal)
    return {
      verdict: 'healthy',
      detail: `answers (PostgreSQL ${version})`,
      evidence: { connected: { value: true } },
    }
  },
})

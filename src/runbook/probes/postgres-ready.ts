import { z } from 'zod'
import { defineProbe, off } from './define.ts'

/** §2.1: the database accepts a connection and answers a question. */
export const postgresReady = defineProbe({
  kind: 'postgres-ready',
  params: z.strictObject({}),
  whenSilent: reason => `connection failed: ${reason}`,
  async run(_, { ports, signal }) {
    if (ports.database === undefined) return off('The database', 'DATABASE_URL')
    const { version, isStandby } = await ports.database.ping(signal)
    return {
      verdict: 'healthy',
      detail: `answers (PostgreSQL ${version})${isStandby ? ', but it is a hot standby: it takes no writes' : ''}`,
      evidence: { connected: { value: true }, ...(isStandby ? { standby: { value: true } } : {}) },
    }
  },
})

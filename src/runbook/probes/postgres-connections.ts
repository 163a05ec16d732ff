import { z } from 'zod'
import { defineProbe, off } from './define.ts'

const nearlyAll = 0.9

/** §4.3: how many clients are connected, doing what, of how many that may be. */
export const postgresConnections = defineProbe({
  kind: 'postgres-connections',
  params: z.strictObject({}),
  whenSilent: reason => `connection failed: ${reason}`,
  async run(_, { ports, signal }) {
    if (ports.database === undefined) return off('The database', 'DATABASE_URL')
    const { byState, most } = await ports.database.countConnections(signal)
    const total = Object.values(byState).reduce((a, b) => a + b, 0)
    const states = Object.entries(byState).map(([state, n]) => `${n} ${state}`)
    const evidence = { connections: { value: total }, most: { value: most } }
    const detail = `${total} of ${most} connections: ${states.join(', ')}`
    return { verdict: total >= most * nearlyAll ? 'unhealthy' : 'healthy', detail, evidence }
  },
})

import { createDatabase } from '../../integrations/postgres/database.ts'
import { attempt, type Check } from '../check.ts'

export const database: Check = {
  name: 'database',
  async run({ config }, tell, signal) {
    if (config.databaseUrl === undefined) return tell('database', 'off', 'set DATABASE_URL')
    const port = createDatabase(config.databaseUrl)
    await attempt(tell, 'database', 'Correct DATABASE_URL.', async () => {
      const { version } = await port.ping(signal)
      tell('database', 'fine', `reachable, version ${version}`)
    })
    await attempt(tell, 'database rights', 'Run the GRANT named, or deploy/sql/roles.sql.', async () => {
      await port.countConnections(signal)
      tell('database rights', 'fine', 'sees every session')
    })
  },
}

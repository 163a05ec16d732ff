import { createDatabase } from '../../integrations/postgres/database.ts'
import { attempt, type Check, encodeRemedy } from '../check.ts'

export const database: Check = {
  name: 'database',
  async run({ config }, tell, signal) {
    if (config.databaseUrl === undefined) return tell('database', 'off', 'set DATABASE_URL')
    if (!URL.canParse(config.databaseUrl))
      return tell('database', 'wrong', 'DATABASE_URL is no address', encodeRemedy('DATABASE_URL'))
    const port = createDatabase(config.databaseUrl)
    let isThere = false
    await attempt(tell, 'database', 'Correct DATABASE_URL.', async () => {
      const { version } = await port.ping(signal)
      isThere = true
      tell('database', 'fine', `reachable, version ${version}`)
    })
    if (!isThere) return
    await attempt(tell, 'database rights', 'Run the GRANT named, or deploy/sql/roles.sql.', async () => {
      await port.countConnections(signal)
      tell('database rights', 'fine', 'sees every session')
    })
  },
}

import { Client } from 'pg'

const howMany = 3
/** The first report keeps the table to itself; the others wait for it. */
const lock = 'BEGIN; LOCK TABLE monthly_report'
const holding = `SELECT /* month's report */ pg_sleep(3600)`
const waiting = `SELECT /* month's report */ count(*), pg_sleep(3600) FROM monthly_report`

/** One that ran to its end, so that the statistics know of it. */
function finishOne(url: string): void {
  const client = new Client({ connectionString: url, application_name: 'report-job-0' })
  client.on('error', () => {})
  client
    .connect()
    .then(() => client.query(`SELECT /* last month's report */ pg_sleep(1.1)`))
    .then(() => client.end())
    .catch(() => {})
}

/** Real queries that hold the real database up until somebody ends them. */
export function createSlowQueries(url: string) {
  const running = new Set<Client>()
  return {
    isRunning: () => running.size > 0,
    /** Process ids of the backends, once all are connected. */
    pids(): number[] | undefined {
      const found = [...running].map(c => (c as unknown as { processID: number | null }).processID)
      return found.every(pid => pid !== null) ? found : undefined
    },
    start() {
      finishOne(url)
      const lockHeld = Promise.withResolvers<void>()
      for (let n = 1; n <= howMany; n++) {
        const client = new Client({ connectionString: url, application_name: `report-job-${n}` })
        running.add(client)
        const gone = () => void running.delete(client)
        client.on('error', gone)
        client.on('end', gone)
        client
          .connect()
          .then(async () => {
            if (n > 1) await lockHeld.promise
            else lockHeld.resolve(void (await client.query(lock)))
            return client.query(n === 1 ? holding : waiting)
          })
          .catch(gone)
      }
    },
    /** One of them gives up by itself; resolves when its backend is gone. */
    async endOne(pid: number) {
      const client = [...running].find(c => (c as unknown as { processID: number | null }).processID === pid)
      if (client === undefined) return
      running.delete(client)
      const looking = new Client({ connectionString: url, application_name: 'drill' })
      await looking.connect()
      await looking.query('SELECT pg_terminate_backend($1)', [pid])
      const isThere = async () =>
        (await looking.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [pid])).rowCount === 1
      while (await isThere()) await new Promise(resolve => setTimeout(resolve, 10))
      await looking.end()
    },
    async end() {
      const clients = [...running]
      running.clear()
      // A sleeping backend notices a closed connection late: it is hung up on.
      for (const client of clients)
        (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
    },
  }
}
export type SlowQueries = ReturnType<typeof createSlowQueries>

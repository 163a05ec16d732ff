import { writeFileSync } from 'node:fs'
import { Client } from 'pg'

const last = '/proc/sys/kernel/ns_last_pid'
const tries = 200

/**
 * A new backend under the number of one that has ended. Linux lets root say which number comes next; where
 * it does not, the answer is why not.
 */
export async function connectAs(pid: number, url: string, name: string): Promise<Client | { why: string }> {
  for (let n = 0; n < tries; n++) {
    try {
      writeFileSync(last, String(pid - 1))
    } catch {
      return { why: 'this machine does not let us choose the number of a process' }
    }
    const client = new Client({ connectionString: url, application_name: name })
    client.on('error', () => {})
    await client.connect()
    if ((client as unknown as { processID: number }).processID === pid) return client
    await client.end()
  }
  return { why: `others took the number in each of ${tries} tries` }
}

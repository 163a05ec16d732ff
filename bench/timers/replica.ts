// One replica that only turns what is due into intents: the real store, engine, waker and queues, no workers.
import { Queue } from 'bullmq'
import { createStoreClient } from '../../src/integrations/redis/client.ts'
import { createKeys } from '../../src/integrations/redis/keys.ts'
import { createIncidentStore } from '../../src/integrations/redis/store.ts'
import { loadPlaybook } from '../../src/load-playbook.ts'
import { createEngine } from '../../src/runbook/engine/engine.ts'
import { createPolicies } from '../../src/runbook/engine/policies.ts'
import { createWaker } from '../../src/runbook/engine/wake.ts'

const [url = '', file = '', prefix = ''] = process.argv.slice(2)
const say = (_: object, text: string) => void process.stderr.write(`${text}\n`)
const log = { warn: say, error: say }
const redis = createStoreClient(url, () => {})
await redis.connect()
const store = createIncidentStore(redis, createKeys(prefix))
const playbook = loadPlaybook(file)
const policies = createPolicies(store, playbook, playbook.compile, { log, report: () => {} })
const queue = new Queue('pings', { connection: redis, prefix, skipVersionCheck: true })
const delivery = {
  enqueue: async (incident: string, effects: { id: string; name: string }[]) => {
    if (effects.length > 0)
      await queue.addBulk(effects.map(e => ({ name: e.name, data: { incident }, opts: { jobId: e.id } })))
  },
  start: async () => {},
  promoteStranded: async () => 0,
  countBusy: async () => 0,
  stop: async () => {},
}
const done: [id: string, type: string, at: number][] = []
const append = store.append
store.append = async input => {
  const answer = await append(input)
  if (answer.outcome === 'appended') done.push([input.id, 'appended', Date.now()])
  return answer
}
const engine = createEngine({ store, delivery, policies, log })
const waker = createWaker(store, engine, async () => ({ members: {}, unread: [] }), log)
waker.start()
process.on('message', async () => {
  await waker.stop()
  process.send?.(done, () => process.exit(0))
})
process.send?.('ready')

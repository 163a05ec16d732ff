import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom } from './clock.ts'

const begin = startsPitcrew()

/** Two incidents; the log of the first is spoiled, its snapshot gone. */
async function withBadLog(declared: string, spoil: (line: string) => string) {
  const p = await begin({ config: { port: 0 } })
  await declareAsTom(p, declared)
  p.jump(1000)
  const good = await declareAsTom(p, 'P3 slow search')
  const [, bad] = await p.service.runbook.store.listAll(2)
  const id = bad ?? ''
  const redis = new Redis(p.redis.socket)
  const log = `${p.prefix}:i:${id}:log`
  const third = await redis.lindex(log, 2)
  await redis.lset(log, 2, spoil(third ?? ''))
  await redis.del(`${p.prefix}:i:${id}`)
  redis.disconnect()
  return { p, id, good }
}
/** What Tom types is answered with these words; the broken incident is due for ever, so nothing ever is idle. */
async function answers(p: Harness, typed: string, words: string, channel = 'emergency-incidents') {
  await p.as('U0TOM').command(channel, typed)
  const seen = () =>
    JSON.stringify(
      p
        .as('U0TOM')
        .sees(channel)
        .map(m => [m.text, m.raw.blocks]),
    )
  await expect.poll(seen, { timeout: 10_000 }).toContain(words)
}

test.each<[string, (line: string) => string]>([
  ['cut off', line => line.slice(0, 60)],
  ['no object', line => `${line.slice(0, 43)}null`],
  ['another type', line => line.replace('"data":{', '"data":null,"was":{')],
])(
  'a log with an event that is %s: list, Home, stats, the other incident and the audit go on',
  async (_, spoil) => {
    const { p, id, good } = await withBadLog('P2 broken log', spoil)
    await answers(p, '/incident list', `${id} cannot be read`)
    await answers(p, '/incident list', 'slow search')
    await answers(p, '/incident stats', '1 could not be read')
    await answers(p, '/incident actions all', 'open action items')
    p.as('U0TOM').openHome()
    await expect.poll(() => p.as('U0TOM').home()?.text ?? '').toContain('slow search')
    await answers(p, '/incident note still here', 'still here', good)
    await answers(p, `/incident ack ${id}`, `The log of ${id} cannot be read`)
    await p.service.audit()
    const metrics = await fetch(`http://127.0.0.1:${p.service.port()}/metrics`).then(r => r.text())
    expect(metrics).toContain('pitcrew_unreadable_incidents 1')
    await p.services[1]?.audit()
    await answers(p, '/incident status', '1 cannot be read')
    await answers(p, '/incident declare P3 after it', 'after it')
  },
)

test('the broken log of a private incident is not named to others', async () => {
  const { p, id } = await withBadLog('private P2 breach', line => line.slice(0, 60))
  const ana = p.as('U0ANA')
  await ana.command('emergency-incidents', '/incident list')
  const seen = () => JSON.stringify(ana.sees('emergency-incidents').at(-1)?.raw.blocks)
  await expect.poll(seen).toContain('slow search')
  expect(seen()).not.toContain(id)
})

test('a snapshot that other code has written is not believed, and one that is damaged does no harm', async () => {
  const p = await begin()
  const channel = await declareAsTom(p, 'P2 slow')
  for (let n = 1; n <= 9; n++) await p.as('U0TOM').command(channel, `/incident note line ${n}`)
  await p.idle()
  const [incident] = await p.incidents()
  const redis = new Redis(p.redis.socket)
  const key = `${p.prefix}:i:${incident?.id}`
  const snapshot = (await redis.get(key)) ?? ''
  expect(snapshot).toContain('"knows"')
  const lie = (change: (s: string) => string) => redis.set(key, change(snapshot))
  for (const change of [
    (s: string) => s.replace('"title":"slow"', '"title":"wrong"').replace(/"knows":"\w+"/, '"knows":"0"'),
    (s: string) => s.replace('"title":"slow"', '"title":"wrong"').replace(/,"knows":"\w+"/, ''),
    (s: string) => s.slice(0, 200),
  ]) {
    await lie(change)
    expect((await p.incidents())[0]?.title).toBe('slow')
  }
  redis.disconnect()
})

test('a playbook that this version cannot read: a newer replica goes first, then it goes on by today’s, and says so', async () => {
  const p = await begin({ replicas: 1 })
  await declareAsTom(p, 'P1 calls fail')
  const [incident] = await p.incidents()
  const redis = new Redis(p.redis.socket)
  const stored = (await redis.hkeys(`${p.prefix}:playbooks`)).find(h => h === incident?.playbook)
  await redis.hset(`${p.prefix}:playbooks`, 'newer', 'version: 99\nfrom: the future\n')
  redis.disconnect()
  expect(stored).toBeDefined()
  const { policies } = p.service.runbook
  expect(await policies.isForeign(incident?.playbook ?? '')).toBe(false)
  expect(await policies.isForeign('newer')).toBe(true)
  expect((await policies.of('newer')).hash).toBe(policies.current().hash)
  await expect
    .poll(() => p.log.join())
    .toContain('the playbook of an incident cannot be read by this version')
  await p.as('U0TOM').command('emergency-incidents', '/incident status')
  await p.idle()
  const raw = JSON.stringify(p.as('U0TOM').sees('emergency-incidents').at(-1)?.raw)
  expect(raw).toContain(
    'playbook failing (an incident was declared by a playbook that this version cannot read',
  )
})

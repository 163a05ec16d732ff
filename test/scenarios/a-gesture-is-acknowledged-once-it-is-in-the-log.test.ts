import { expect, test } from 'vitest'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'

const begin = startsPitcrew()

test('what changes an incident is acknowledged after its append: a bot that dies before it leaves Slack to tell', async () => {
  const p = await begin({ replicas: 1 })
  const tom = p.as('U0TOM')
  await tom.command('#emergency-incidents', '/incident declare P2 slow')
  await p.idle()
  const channel = tom.channels().find(c => c.startsWith('inc-')) ?? ''
  const order: string[] = []
  const { store } = p.service.runbook
  const append = store.append
  store.append = async input => {
    const done = await append(input)
    order.push('append')
    return done
  }
  await tom.command(channel, '/incident note hello')
  order.push('ack')
  expect(order[0]).toBe('append')
  store.append = append
})

test('what takes long is acknowledged in time all the same, and then carried out', async () => {
  const p = await begin({ replicas: 1 })
  const tom = p.as('U0TOM')
  await tom.command('#emergency-incidents', '/incident declare P2 slow')
  await p.idle()
  const channel = tom.channels().find(c => c.startsWith('inc-')) ?? ''
  const { store } = p.service.runbook
  const append = store.append
  let go: () => void = () => {}
  const held = new Promise<void>(resolve => {
    go = resolve
  })
  store.append = async input => {
    await held
    return append(input)
  }
  const { ackMs } = await tom.command(channel, '/incident note hello')
  expect(ackMs).toBeGreaterThan(1000)
  go()
  await p.idle()
  expect(tom.sees(channel).filter(m => m.text.includes('hello'))).toHaveLength(1)
})

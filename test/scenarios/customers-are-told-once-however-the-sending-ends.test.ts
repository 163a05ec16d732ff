import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'

const begin = startsPitcrew()

async function declare(h: Harness): Promise<string> {
  const maya = h.as('U0MAYA')
  await maya.command('#emergency-incidents', '/incident declare P1 dark')
  await h.idle()
  return maya.channels().find(c => c.startsWith('inc-')) ?? ''
}

/** Maya asks for the SMS; answers what its form shows. */
async function ask(h: Harness, channel: string): Promise<string> {
  const maya = h.as('U0MAYA')
  await maya.command(channel, '/incident comms')
  await h.idle()
  await maya.press('Tell customers (sms)', channel)
  await h.idle()
  return maya.modal()?.text ?? ''
}

async function approve(h: Harness, channel: string): Promise<void> {
  await h.as('U0MAYA').submit()
  await h.idle()
  await h.as('U0LEE').press('Review and approve', channel)
  await h.idle()
  await h.as('U0LEE').submit()
  await h.idle()
  await h.advance(5000)
}
const textOf = (h: Harness, channel: string) =>
  h
    .as('U0MAYA')
    .sees(channel)
    .map(m => m.text)
    .join('\n')

test('a provider that stops half-way: asking again reaches the rest, and nobody twice', async () => {
  const h = await begin()
  const channel = await declare(h)
  const { world } = h.production
  world.takesMessages = 20
  await ask(h, channel)
  await approve(h, channel)
  expect(textOf(h, channel)).toContain('20 of 37 reached, 17 failed; exit code 1')
  await h.as('U0MAYA').command(channel, '/incident comms')
  await h.idle()
  expect(h.as('U0MAYA').sees(channel).at(-1)?.text).toMatch(/\*Customers \(sms\)\* · \S+ 20 of 37 reached/)
  world.takesMessages = undefined
  expect(await ask(h, channel)).toContain('Recipients now: 17 (20 were reached before and are left out)')
  await approve(h, channel)
  const reached = world.told.flatMap(t => t.reached)
  expect(world.told).toHaveLength(2)
  expect(new Set(reached).size).toBe(reached.length)
  expect(reached.length).toBeGreaterThan(35)
})

test('a sender that says nothing about whom it reached is not started again', async () => {
  const h = await begin()
  const channel = await declare(h)
  const folder = h.production.env.SCRIPTS_DIR
  const script = join(folder, 'notify_active_customers.py')
  rmSync(script, { force: true })
  writeFileSync(script, '#!/bin/sh\ncat > /dev/null\nexit 1\n', { mode: 0o755 })
  await ask(h, channel)
  await approve(h, channel)
  await h.advance(60_000)
  expect(textOf(h, channel)).toContain('outcome not known')
  await ask(h, channel)
  expect(h.as('U0MAYA').modal()?.submit).not.toBe('Ask for approval')
})

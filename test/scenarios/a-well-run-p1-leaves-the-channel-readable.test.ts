import { expect, test } from 'vitest'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom, minute } from './clock.ts'

const begin = startsPitcrew()

/** What stands in the channel itself, from the ledger of all calls: posts and uploads that are no replies. */
function topLevel(p: Harness, channel: string): string[] {
  const id = p.slack.state.channelNamed(channel)?.id
  const { calls } = p.slack.ledger
  const texts = calls.flatMap(c => {
    if (!c.ok || c.args.thread_ts !== undefined) return []
    if (c.method === 'chat.postMessage' && c.args.channel === id) return [String(c.args.text)]
    if (c.method !== 'files.completeUploadExternal' || c.args.channel_id !== id) return []
    return [String(c.args.initial_comment)]
  })
  return texts.map(t => t.split('\n')[0]?.slice(0, 100) ?? '')
}

test('half an hour of a P1: at most ten messages in the channel, everything else in threads and in the panel', async () => {
  const p = await begin()
  const [maya, lee] = [p.as('U0MAYA'), p.as('U0LEE')]
  p.production.world.break('api-down')
  await p.advance(minute)
  const channel = await declareAsTom(p, 'P1 api down')
  await p.advance(2 * minute)
  await maya.press('Acknowledge', channel)
  await p.idle()
  await maya.command(channel, '/incident role communications @ana')
  await p.idle()
  await p.advance(4 * minute)
  await maya.press('Contain', channel)
  await p.idle()
  await maya.submit()
  await p.idle()
  await p.advance(minute)
  await lee.press('Review and approve', '@pitcrew')
  await p.idle()
  await lee.submit()
  await p.idle()
  await p.advance(7 * minute)
  await maya.command(channel, '/incident update Restarted; calls come in again.')
  await p.advance(5 * minute)
  p.production.world.break('sign-in-down')
  await p.advance(6 * minute)
  p.production.world.cure('sign-in-down')
  await p.advance(3 * minute)
  await maya.command(channel, '/incident update All is well; watching it.')
  await p.advance(minute)
  await maya.press('Check and resolve', channel)
  await p.idle()
  await maya.submit()
  await p.advance(minute)

  const stands = topLevel(p, channel)
  expect(stands.length, stands.join('\n')).toBeLessThanOrEqual(10)
  const seen = maya.sees(channel)
  const replies = seen.filter(m => m.raw.thread_ts !== undefined)
  const parentOf = (words: RegExp) => {
    const reply = replies.find(m => words.test(m.text))
    return seen.find(m => m.ts === reply?.raw.thread_ts)?.text ?? ''
  }
  expect(parentOf(/acknowledged by Maya Patel/)).toMatch(/was resolved .* Told \S+: .*@maya/)
  expect(parentOf(/Comms is now @ana/)).toContain('Phase')
  expect(parentOf(/Changed since the last look/)).toContain('*Diagnostics*')
  expect(parentOf(/^Report of/)).toContain('INCIDENT RESOLVED')
  expect(parentOf(/^Post-mortem of/)).toContain('INCIDENT RESOLVED')
}, 60_000)

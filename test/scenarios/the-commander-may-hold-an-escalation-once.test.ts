import { expect, test } from 'vitest'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom, directs, isPing, minute } from './clock.ts'

const begin = startsPitcrew()

test('two minutes before, the commander may hold a level for ten minutes, with a reason, once', async () => {
  const p = await begin()
  const start = p.now()
  const channel = await declareAsTom(p, 'P1 api down')
  const maya = p.as('U0MAYA')
  await maya.press('I’m on it', '@pitcrew')
  await p.advance(13 * minute)
  expect(maya.sees('@pitcrew').at(-1)?.text).toContain('VP Engineering and Customer Success Lead are told')
  await maya.press('Hold 10 min', '@pitcrew')
  await p.idle()
  maya.fill({ 'Why should they not be told yet?': 'the fix is being verified' })
  await maya.submit()
  await p.idle()
  expect(p.as('U0TOM').sees(channel).at(-1)?.text).toMatch(
    /held until .* by Maya Patel: the fix is being verified/,
  )
  await p.advance(9 * minute)
  expect(directs(p, isPing, start).filter(x => x.includes('victor'))).toEqual([])
  await p.advance(4 * minute)
  expect(directs(p, isPing, start).filter(x => x.includes('victor'))).toEqual(['25 victor'])
  // The second warning had no way to hold it again; an old button is refused.
  const warnings = maya.sees('@pitcrew').filter(m => m.text.includes('Is that right?'))
  expect(warnings.map(m => m.buttons.map(b => b.label))).toEqual([
    ['Hold 10 min', 'Wrong severity'],
    ['Wrong severity'],
  ])
})

test('only the commander holds', async () => {
  const p = await begin()
  await declareAsTom(p, 'P1 api down')
  await p.as('U0MAYA').press('I’m on it', '@pitcrew')
  await p.idle()
  await p.advance(13 * minute)
  const told = p.as('U0MAYA').sees('@pitcrew').at(-1)
  const [hold] = told?.buttons ?? []
  if (hold === undefined) throw new Error('No Hold button.')
  await p.as('U0TOM').forge(p.slack.state.direct('U0MAYA').id, told?.ts ?? '', hold)
  await p.idle()
  const tom = p.as('U0TOM')
  if (tom.modal() !== undefined) {
    tom.fill({ 'Why should they not be told yet?': 'I want to' })
    await tom.submit()
    await p.idle()
  }
  expect(JSON.stringify(tom.modal()?.errors)).toContain(
    'Only the commander, @Maya Patel, may hold an escalation.',
  )
})

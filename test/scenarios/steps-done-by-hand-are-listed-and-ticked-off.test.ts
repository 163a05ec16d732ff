import { expect, test } from 'vitest'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'

const begin = startsPitcrew()

test('a containment opens its steps by hand: whose turn, a text to copy, Done once', async () => {
  const p = await begin()
  const maya = p.as('U0MAYA')
  await maya.command('#emergency-incidents', '/incident declare P2 slow')
  await p.idle()
  const channel = maya.channels().find(c => c.startsWith('inc-')) ?? ''
  await maya.command(channel, '/incident role communications @ana')
  await maya.command(channel, '/incident contain')
  await p.idle()
  expect(maya.modal()?.text).toContain('By hand*, listed in the channel: Post on @TyreHeroUK')
  await maya.submit()
  await p.idle()
  const list = () =>
    maya
      .sees(channel)
      .filter(m => m.from === 'pitcrew' && m.text.includes('*By hand*') && !m.text.includes('Phase'))
  expect(list()).toHaveLength(1)
  expect(list()[0]?.text).toContain('Communications Lead @ana')
  expect(list()[0]?.text).toContain("We're currently resolving a technical issue")
  await p.as('U0ANA').press('Done', channel)
  await p.idle()
  expect(list()[0]?.text).toContain('✅ *By hand*: all done')
  expect(list()[0]?.text).toContain('✅ Post on @TyreHeroUK (Twitter and Facebook) (Ana Silva')
  const id = (await p.incidents())[0]?.id ?? ''
  const types = (await p.events(id)).map(e => e.type).filter(t => t.startsWith('checklist.'))
  expect(types).toEqual(['checklist.opened', 'checklist.done'])
})

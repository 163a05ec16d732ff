import { expect, test } from 'vitest'
import { panel } from '../../src/messages/index.ts'
import { testPolicy } from '../fixtures/policy.ts'
import { findings, incident } from '../gallery/incidents.ts'

const policy = testPolicy()
const words = (over: Parameters<typeof incident>[0]) =>
  JSON.stringify(
    panel(
      incident({ diagnostics: { run: 'd1', running: false, findings, at: 1, tookMs: 9 }, ...over }),
      policy,
    ),
  )
const ended = { at: 1_737_386_040_000, by: 'U0MAYA', summary: 'The pool was made larger.' }

test('an open incident shows what the probes found, and its next step', () => {
  const shown = words({})
  expect(shown).toContain('*Known*')
  expect(shown).toContain('*Next step*')
  expect(shown).not.toContain('*Left to do*')
})

test('a resolved incident shows how it ended and what is left, not the findings of the start', () => {
  const shown = words({ status: 'resolved', ended: { how: 'resolved', ...ended } })
  expect(shown).toContain('The pool was made larger.')
  expect(shown).toContain('*Left to do* record the root cause, sign off the post-mortem')
  expect(shown).not.toMatch(/\*Known\*|\*Next step\*/)
})

test('a cancelled incident leaves nothing to do', () => {
  const shown = words({ ended: { how: 'cancelled', ...ended, summary: 'A false alarm.' } })
  expect(shown).toContain('*Left to do* nothing')
})

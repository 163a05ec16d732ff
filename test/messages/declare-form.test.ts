import { expect, test } from 'vitest'
import { listSimilar } from '../../src/incident/similar.ts'
import { declare } from '../../src/modals/index.ts'
import { testPolicy } from '../fixtures/policy.ts'
import { incident } from '../gallery/incidents.ts'

const policy = testPolicy()
const setting = { by: 'U0TOM', now: Date.UTC(2025, 0, 20, 14, 32), statusPageIsOn: true, pagerIsOn: true }
const words = (over: object = {}, of: object = {}) =>
  JSON.stringify(declare.view({ policy, from: { channel: 'C1' }, setting: { ...setting, ...of }, ...over }))
const field = (value: string) => ({ value: { selected_option: { value } } })
const title = { title: { value: { value: 'api down' } } }

test('a form that an earlier version opened stays private where it was private', () => {
  const read = declare.read({ ...title, visibility: field('private') } as never)
  expect(read).toMatchObject({ ok: true, value: { kind: 'private' } })
  expect(declare.read({ ...title, visibility: field('public') } as never)).toMatchObject({
    value: { kind: 'live' },
  })
  expect(declare.callbackId).not.toBe(declare.earlierCallbackId)
})

test('the line of who is told promises nothing that is off', () => {
  const severity = 'P1'
  expect(words({ severity })).toContain('status page says “investigating”')
  const off = words({ severity }, { statusPageIsOn: false, pagerIsOn: false })
  expect(off).toContain('the status page is off')
  expect(off).not.toMatch(/investigating”|in the pager/)
})

test('a private incident does not claim that the pager hears nothing', () => {
  const shown = words({ severity: 'P1', kind: 'private' })
  expect(shown).toContain('the pager hears only that there is one')
  expect(shown).not.toMatch(/nobody else is told|nothing is said anywhere else/)
})

test('a drill and a private incident are marked where they are offered as similar', () => {
  expect(words({ similar: [incident({ mode: 'drill' })] })).toContain('🎯 DRILL · 🔴 P1')
  expect(words({ similar: [incident({ visibility: 'private' })] })).toContain('🔒 🔴 P1')
})

test.each([
  ['DB', 'DB is slow', 'api down', 'DB is slow'],
  ['the phone is dead', 'the queue of jobs', undefined, undefined],
  ['緊急通報', '緊急通報がつながらない', 'api down', '緊急通報がつながらない'],
])('“%s” is matched by words that say what fails', (typed, one, two, found) => {
  const open = [one, two].filter(t => t !== undefined).map(t => incident({ title: t }))
  expect(listSimilar(open, typed).map(i => i.title)).toEqual(found === undefined ? [] : [found])
})

import { expect, test } from 'vitest'
import type { Incident } from '../../src/incident/state.ts'
import { panel } from '../../src/messages/index.ts'
import { testPolicy } from '../fixtures/policy.ts'
import { findings, incident, request } from '../gallery/incidents.ts'

const policy = testPolicy()
const { statusPage: _, ...noPage } = policy
type Over = Parameters<typeof incident>[0]
const blocksOf = (over: Over, p = policy) =>
  panel(incident(over), p).blocks as unknown as {
    type: string
    text?: { text: string }
    accessory?: { style?: string; text: { text: string } }
    elements?: { style?: string; text: { text: string } }[]
  }[]
const words = (over: Over) => JSON.stringify(blocksOf(over))
/** The first line below the headline, with its green button. */
const next = (over: Over, p = policy) => {
  const block = blocksOf(over, p)[1]
  const line = block?.text?.text.startsWith('*Next:*') === true ? block.text.text.slice(8) : undefined
  return [line?.replaceAll(/<!date[^>]*\|([^>]*)>/g, '$1'), block?.accessory?.text.text]
}
const at = 1_737_383_520_000
const minute = 60_000
const well = {
  run: 'd2',
  running: false,
  findings: findings.map(f => ({ ...f, verdict: 'healthy' as const })),
  at: at + 9 * minute,
  tookMs: 9,
}
const ended = (how: 'resolved' | 'cancelled', summary: string): Over => ({
  status: 'resolved',
  ended: { how, at: at + 20 * minute, by: 'U0MAYA', summary },
})
const one = (status: Parameters<typeof request>[0], more: Parameters<typeof request>[1] = {}) => ({
  requests: { 'r-1': request(status, more) },
})
const rca = { rca: { whats: [] } as unknown as NonNullable<Incident['rca']> }

test.each<[state: string, over: Over, line: string | undefined, button: string | undefined]>([
  ['nobody has acknowledged', { acknowledged: undefined } as unknown as Over, 'acknowledge', 'Acknowledge'],
  [
    'a request waits for approval',
    one('requested'),
    'approve “Scale up the second region” (until 14:45 UTC)',
    'Review and approve',
  ],
  [
    'an outcome only a person can tell',
    one('unknown'),
    'look at production and say whether “Scale up the second region” happened',
    undefined,
  ],
  [
    'an update is overdue',
    { lastAt: at + 40 * minute },
    'post an update, which was due 14:53 UTC',
    'Write update',
  ],
  [
    'every check passes after an action',
    { diagnostics: well, ...one('succeeded') },
    'check recovery and resolve (all 4 checks passed 14:41 UTC)',
    'Check and resolve',
  ],
  ['the severity is not confirmed', { unsure: true }, 'confirm the severity', 'Severity'],
  ['nothing was contained', {}, 'contain it', 'Contain'],
  [
    'an approved action waits for its turn',
    one('approved'),
    'wait for “Scale up the second region”, which is under way',
    undefined,
  ],
  [
    'an outcome is still looked for',
    one('unknown', { lookAt: at + 30 * minute }),
    'wait for “Scale up the second region”, which is under way',
    undefined,
  ],
  [
    'the recovery is checked',
    { gate: { by: 'U0LEE', attempt: 1, rows: [], cause: 1 } },
    'wait for the recovery check',
    undefined,
  ],
  [
    'an end without passed checks waits for a second person',
    { override: { by: 'U0MAYA', reason: 'x', seq: 1, until: at + 30 * minute } },
    'a second person confirms, or not, that it ends although checks do not pass',
    undefined,
  ],
  [
    'every check passed before the last change was done',
    { diagnostics: { ...well, at: at + minute }, ...one('succeeded') },
    'investigate',
    'Investigate',
  ],
  [
    'every check passes and the change was undone',
    { diagnostics: well, ...one('succeeded', { undoneBy: 'r-2' }) },
    'investigate',
    'Investigate',
  ],
  [
    'it was reopened, and all that was done was done before',
    { clock: { from: at + 60 * minute, epoch: 1 }, diagnostics: well, ...one('succeeded') },
    'run the diagnostics',
    'Diagnose',
  ],
  [
    'an undo is asked for after the end',
    {
      ...ended('resolved', 'x'),
      requests: {
        'r-1': request('succeeded', { undoneBy: 'r-2' }),
        'r-2': request('requested', { id: 'r-2', undoes: 'r-1' }),
      },
    },
    'approve the undo of “Scale up the second region” (until 14:45 UTC)',
    'Review and approve',
  ],
  [
    'a drill has ended with a change',
    { ...ended('resolved', 'x'), mode: 'drill', ...one('succeeded') },
    'undo “Scale up the second region”, which the drill has left',
    'Undo',
  ],
  [
    'a change is kept on purpose and the cause is recorded',
    { ...ended('resolved', 'x'), ...rca, ...one('succeeded') },
    'sign off the post-mortem',
    'Sign off',
  ],
  ['a severity has no containment', { severity: 'P4' }, 'investigate', 'Investigate'],
  [
    'an undo waits for approval',
    one('requested', { undoes: 'r-0' }),
    'approve the undo of “Scale up the second region” (until 14:45 UTC)',
    'Review and approve',
  ],
  ['it was contained', one('succeeded'), 'investigate', 'Investigate'],
  [
    'the public still reads that it goes on',
    { ...ended('resolved', 'x'), statusPage: { status: 'identified', body: 'x', at } },
    'tell the public that it is over',
    'Status page: Resolved',
  ],
  [
    'a change still stands after the end',
    { ...ended('resolved', 'x'), ...one('succeeded') },
    'undo “Scale up the second region”, which still stands in production',
    'Undo',
  ],
  ['it has been resolved', ended('resolved', 'x'), 'record the root cause', 'Root cause'],
  ['the cause is recorded', { ...ended('resolved', 'x'), ...rca }, 'sign off the post-mortem', 'Sign off'],
  [
    'all is done',
    { ...ended('resolved', 'x'), ...rca, signedOff: { by: 'U0GRACE', at } },
    undefined,
    undefined,
  ],
  ['it was a false alarm', ended('cancelled', 'A false alarm.'), undefined, undefined],
])('where %s, the first line is the next step with its button', (_state, over, line, button) => {
  expect(next(over)).toEqual([line, button])
})

test('a company without a status page is not sent to one', () => {
  const over = { ...ended('resolved', 'x'), statusPage: { status: 'identified' as const, body: 'x', at } }
  expect(next(over, noPage)).toEqual(['record the root cause', 'Root cause'])
})

test('where nobody signs off, nobody is sent to sign off', () => {
  const { signOff: _, ...nobody } = policy
  const blocks = blocksOf({ ...ended('resolved', 'x'), ...rca }, nobody)
  expect(JSON.stringify(blocks)).not.toContain('Sign off')
})

test('checks that pass before anything was done prove no recovery', () => {
  expect(next({ diagnostics: well })[1]).toBe('Contain')
})

test('one button is green, and those below it stay where they are whatever the next step is', () => {
  const row = (over: Over) =>
    blocksOf(over)
      .find(b => b.type === 'actions')
      ?.elements?.map(e => e.text.text)
  for (const over of [{}, one('requested'), one('succeeded'), { diagnostics: well, ...one('succeeded') }]) {
    const all = blocksOf(over).flatMap(b => [...(b.accessory ? [b.accessory] : []), ...(b.elements ?? [])])
    expect(all.filter(b => b.style === 'primary')).toHaveLength(1)
    expect(row(over)).toEqual(['Contain', 'Update', 'Escalate', 'Check and resolve', 'More'])
  }
  expect(row(ended('resolved', 'x'))?.length).toBeLessThanOrEqual(5)
})

test('an open incident shows impact, what fails, and who leads, and mentions nobody', () => {
  const shown = words({})
  expect(shown).toContain('*Impact* 240 customers · can they call? no')
  expect(shown).toContain('2 of 4 checks fail, 1 unknown')
  expect(shown).toContain('*Leads* ')
  expect(shown).not.toContain('<@')
})

test('a resolved incident shows how it ended, and not what failed', () => {
  const shown = words(ended('resolved', 'The pool was made larger.'))
  expect(shown).toContain('The pool was made larger.')
  expect(shown).not.toMatch(/checks fail|\*Impact\*/)
})

test('a panel under way has at most 65 words', () => {
  const shown = blocksOf(one('requested'))
    .flatMap(b => [
      b.text?.text,
      b.accessory?.text.text,
      ...(b.elements ?? []).map(e => e.text.text ?? e.text),
    ])
    .filter(t => typeof t === 'string')
    .join(' ')
    .replaceAll(/<[^>|]*\|([^>]*)>/g, '$1')
    .replaceAll(' UTC', '')
  expect(shown.split(/\s+/).filter(w => /\w/.test(w)).length).toBeLessThanOrEqual(65)
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FindingRow } from '../../src/incident/events.ts'
import { applyEta } from '../../src/incident/outside/apply-eta.ts'
import { compose, factsOf } from '../../src/incident/outside/drafts.ts'
import type { Incident } from '../../src/incident/state.ts'
import { testPolicy } from '../fixtures/policy.ts'
import { incident } from '../gallery/incidents.ts'

const policy = testPolicy()
const drafts = policy.statusPage?.drafts
const queue = (verdict: FindingRow['verdict'], detail = '2 waiting'): FindingRow => ({
  key: 'queue',
  title: 'Emergency queue',
  verdict,
  detail,
  tookMs: 1,
  evidence: {},
})
const at = (canCall: Incident['canCall'], ...findings: FindingRow[]) =>
  incident({ canCall, diagnostics: { run: 'd1', running: false, findings, at: 0 } })
const identified = (i: Incident) => compose(drafts?.identified ?? [], factsOf(i, policy))
const promise = 'All emergency requests continue to be processed.'

describe('“requests continue to be processed”', () => {
  test('is said only when people say that customers can call, and the queue is well', () => {
    expect(identified(at('yes', queue('healthy'))).text).toContain(promise)
    expect(identified(at('yes', queue('healthy'))).withheld).toEqual([])
  })

  test.each<[Incident['canCall'], FindingRow[], string]>([
    ['no', [queue('healthy')], 'customers cannot call'],
    ['unknown', [queue('healthy')], 'nobody has answered whether customers can call'],
    ['yes', [queue('unhealthy', '14 waiting')], 'Emergency queue: 14 waiting'],
    ['yes', [queue('unknown')], 'Emergency queue could not be told'],
    ['yes', [], 'probe “queue” has not answered'],
  ])('with %s and %j it is withheld, with the reason', (canCall, findings, why) => {
    const { text, withheld } = identified(at(canCall, ...findings))
    expect(text).not.toContain('continue to be processed')
    expect(withheld).toEqual([{ say: promise, why }])
  })

  test('for any state: never said without both', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Incident['canCall']>('yes', 'no', 'unknown'),
        fc.constantFrom<FindingRow['verdict'] | undefined>('healthy', 'unhealthy', 'unknown', undefined),
        fc.option(fc.integer({ min: 1, max: 2_000_000_000_000 })),
        (canCall, verdict, eta) => {
          const i = {
            ...at(canCall, ...(verdict === undefined ? [] : [queue(verdict)])),
            ...(eta === null ? {} : { eta }),
          }
          for (const sentences of [...Object.values(drafts ?? {}), ...Object.values(policy.texts)]) {
            const { text } = compose(sentences, factsOf(i, policy))
            const mayContinue = canCall === 'yes' && verdict === 'healthy'
            expect(text.includes('continue to be processed') && !mayContinue).toBe(false)
            expect(text.includes('still being processed') && canCall !== 'yes').toBe(false)
            expect(text).not.toMatch(/\{\{|undefined|NaN/)
            expect(text.includes('Estimated') && text.includes('next update follows')).toBe(false)
          }
        },
      ),
    )
  })
})

test.each<[Incident['canCall'], FindingRow[], boolean]>([
  ['yes', [queue('healthy')], true],
  ['yes', [queue('unhealthy', '14 waiting')], true],
  ['yes', [], true],
  ['no', [queue('healthy')], false],
  ['unknown', [queue('healthy')], false],
])(
  'the SMS with “customers can call: %s” and %j says that a request is processed: %s',
  (canCall, rows, says) => {
    const { text } = compose(policy.texts.sms ?? [], factsOf(at(canCall, ...rows), policy))
    expect(text.includes('Your emergency request is still being processed.')).toBe(says)
  },
)

test('“operating normally” needs a passed gate', () => {
  const resolved = (i: Incident) => compose(drafts?.resolved ?? [], factsOf(i, policy))
  expect(resolved(incident()).text).toBe('The issue has been resolved.')
  expect(resolved(incident()).withheld[0]?.why).toBe('recovery has not been confirmed by its checks')
  const passed = incident({ recovery: { passed: true, at: 0, rows: [] } })
  expect(resolved(passed).text).toContain('operating normally')
  const overruled = incident({ recovery: { passed: false, at: 0, rows: [] } })
  expect(resolved(overruled).text).not.toContain('operating normally')
})

test('without an estimate the next update’s time is given, in the company’s zone; never a blank', () => {
  expect(identified(incident()).text).toMatch(/The next update follows by \d\d:\d\d (GMT|BST|UTC)\.$/)
  const eta = Date.UTC(2025, 0, 20, 16, 30)
  const text = identified({ ...incident(), eta }).text
  expect(text).toContain('Estimated resolution: 16:30 GMT.')
  expect(text).not.toContain('next update follows')
})

test('an estimate given in the form takes the place of the next update, in the text as it was edited', () => {
  const i = incident()
  const eta = Date.UTC(2025, 0, 20, 16, 30)
  const edited = `${identified(i).text} Call 999 if life is at risk.`
  const text = applyEta(i, policy, 'identified', edited, eta)
  expect(text).not.toContain('next update follows')
  expect(text).toContain('Call 999 if life is at risk.')
  expect(text).toMatch(/Estimated resolution: 16:30 GMT\.$/)
  const later = applyEta({ ...i, eta }, policy, 'identified', text, eta + 3_600_000)
  expect(later).toContain('17:30 GMT')
  expect(later).not.toContain('16:30')
})

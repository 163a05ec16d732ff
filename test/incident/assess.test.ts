import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FindingRow, Triage } from '../../src/incident/events.ts'
import { assess, isHigher } from '../../src/incident/evidence/assess.ts'
import { type Severity, severities } from '../../src/incident/model/words.ts'
import { testPolicy } from '../fixtures/policy.ts'

const policy = testPolicy().assessment

/** What the world tells; `undefined` = could not tell. */
type Evidence = {
  available?: boolean | undefined
  customers?: number | undefined
  breach?: boolean | undefined
  queue?: number | undefined
  loss?: number | undefined
  wait?: number | undefined
  payments?: boolean | undefined
  database?: boolean | undefined
  intact?: boolean | undefined
  signIn?: boolean | undefined
  canCall?: 'yes' | 'no' | 'unknown'
}
const well: Evidence = {
  available: true,
  customers: 0,
  breach: false,
  queue: 0,
  loss: 0,
  wait: 5,
  payments: true,
  database: true,
  intact: true,
  signIn: true,
  canCall: 'yes',
}

function row(key: string, isWell: boolean | undefined, evidence: FindingRow['evidence'] = {}): FindingRow {
  const verdict = isWell === undefined ? 'unknown' : isWell ? 'healthy' : 'unhealthy'
  return { key, title: key, verdict, detail: '', tookMs: 1, evidence }
}
const number = (key: string, name: string, value: number | undefined) =>
  row(key, value === undefined ? undefined : true, value === undefined ? {} : { [name]: { value } })

function findings(e: Evidence): FindingRow[] {
  return [
    row('api-health', e.available),
    row('emergency-health', e.available),
    row('emergency-status', e.available),
    number('customers-affected', 'customersAffected', e.customers),
    row('security', e.breach === undefined ? undefined : !e.breach),
    number('queue', 'queue', e.queue),
    number('ecs-london', 'capacityLoss', e.loss),
    number('ecs-ireland', 'capacityLoss', 0),
    number('longest-wait', 'longestWait', e.wait),
    row('stripe', e.payments),
    row('database', e.database),
    row('data-integrity', e.intact),
    row('authentication', e.signIn),
  ]
}

function proposal(e: Evidence, current: Severity = 'P3', before?: Severity, triage: Triage = {}) {
  return assess(
    policy,
    { findings: findings(e), triage: { ...triage, canCall: e.canCall ?? 'unknown' } },
    { current, ...(before === undefined ? {} : { before }) },
  )
}

describe('the algorithm of §2.2, row by row', () => {
  test.each<[string, Evidence, Severity]>([
    ['all is well', {}, 'P3'],
    ['the service is unavailable', { available: false }, 'P1'],
    ['1000 customers', { customers: 1000 }, 'P2'],
    ['1001 customers', { customers: 1001 }, 'P1'],
    ['a breach', { breach: true }, 'P1'],
    ['10 wait', { queue: 10 }, 'P2'],
    ['11 wait', { queue: 11 }, 'P1'],
    ['100 customers', { customers: 100 }, 'P3'],
    ['101 customers', { customers: 101 }, 'P2'],
    ['5 wait', { queue: 5 }, 'P3'],
    ['6 wait', { queue: 6 }, 'P2'],
    ['everything at once', { available: false, customers: 5000, breach: true, queue: 50 }, 'P1'],
    ['two reasons for a P2', { customers: 500, queue: 7 }, 'P2'],
  ])('%s', (_, e, severity) => {
    expect(proposal({ ...well, ...e }).proposed).toBe(severity)
  })

  test.each<[string, Evidence, Severity]>([
    ['half of the capacity is left', { loss: 50 }, 'P3'],
    ['more than half is lost', { loss: 50.1 }, 'P2'],
    ['a region is gone', { loss: 100 }, 'P2'],
    ['nobody can sign in', { signIn: false }, 'P2'],
    ['somebody waits for 90 minutes', { wait: 90 }, 'P3'],
    ['somebody waits longer', { wait: 90.1 }, 'P2'],
    ['payments are down', { payments: false }, 'P1'],
    ['the database fails', { database: false }, 'P1'],
    ['customers cannot call', { canCall: 'no' }, 'P1'],
    ['data is not intact: our own rule', { intact: false }, 'P2'],
  ])('the criteria of the lists: %s', (_, e, severity) => {
    expect(proposal({ ...well, ...e }).proposed).toBe(severity)
  })

  test('our own additions say so', () => {
    const added = proposal(well).rules.filter(r => r.addition !== undefined)
    expect(added.map(r => r.factor)).toEqual(['service-available', 'data'])
  })
})

describe('what could not be told', () => {
  test('unknown availability proposes at least P2', () => {
    expect(proposal({ ...well, available: undefined }, 'P3').proposed).toBe('P2')
    expect(proposal({ ...well, available: undefined }, 'P1').proposed).toBe('P1')
    expect(proposal({ ...well, available: undefined, queue: 12 }, 'P3').proposed).toBe('P1')
  })

  test('it never lowers: the incident stays where it is, and the names are said', () => {
    const kept = proposal({ ...well, queue: undefined, customers: undefined }, 'P1')
    expect(kept).toMatchObject({ proposed: 'P1', kept: true })
    expect(kept.unknown).toEqual(['customers affected', 'emergency queue'])
    expect(proposal({ ...well, queue: undefined }, 'P3', 'P2').proposed).toBe('P2')
    expect(proposal(well, 'P1').proposed).toBe('P3')
  })

  test('one of several that could not tell leaves what the others told', () => {
    const rows = findings({ ...well, loss: 60 }).map(r =>
      r.key === 'ecs-ireland' ? row(r.key, undefined) : r,
    )
    const assessed = assess(policy, { findings: rows, triage: { canCall: 'yes' } }, { current: 'P3' })
    expect(assessed.rules.find(r => r.factor === 'capacity-loss')).toMatchObject({
      verdict: 'met',
      input: '60 %, not all could tell',
    })
    const low = findings(well).map(r => (r.key === 'ecs-ireland' ? row(r.key, undefined) : r))
    const open = assess(policy, { findings: low, triage: { canCall: 'yes' } }, { current: 'P2' })
    expect(open).toMatchObject({ proposed: 'P2', kept: true, unknown: ['capacity lost in a region'] })
  })

  test('a probe that is gone from the answers could not tell either', () => {
    const assessed = assess(policy, { findings: [], triage: {} }, { current: 'P4' })
    expect(assessed.rules.filter(r => r.verdict === 'unknown').length).toBe(policy.rules.length - 1)
    expect(assessed.proposed).toBe('P2')
  })

  test('what people say of the customers counts too, the worse of both', () => {
    expect(proposal({ ...well, customers: 3 }, 'P3', undefined, { customersAffected: 2000 }).proposed).toBe(
      'P1',
    )
    expect(proposal({ ...well, customers: 2000 }, 'P3', undefined, { customersAffected: 3 }).proposed).toBe(
      'P1',
    )
    const unknown = proposal({ ...well, customers: undefined }, 'P3', undefined, { customersAffected: 150 })
    expect(unknown.proposed).toBe('P2')
  })
})

const evidence = fc.record({
  available: fc.boolean(),
  customers: fc.nat(3000),
  breach: fc.boolean(),
  queue: fc.nat(20),
  loss: fc.nat(100),
  wait: fc.nat(200),
  payments: fc.boolean(),
  database: fc.boolean(),
  intact: fc.boolean(),
  signIn: fc.boolean(),
  canCall: fc.constantFrom<'yes' | 'no'>('yes', 'no'),
})
const current = fc.constantFrom<Severity>(...severities)
/** Of the same evidence, worse in some parts. */
const worse = (e: Evidence, more: Evidence): Evidence => ({
  available: e.available === true && more.available === true,
  customers: (e.customers ?? 0) + (more.customers ?? 0),
  breach: e.breach === true || more.breach === true,
  queue: (e.queue ?? 0) + (more.queue ?? 0),
  loss: Math.max(e.loss ?? 0, more.loss ?? 0),
  wait: (e.wait ?? 0) + (more.wait ?? 0),
  payments: e.payments === true && more.payments === true,
  signIn: e.signIn === true && more.signIn === true,
  database: e.database === true && more.database === true,
  intact: e.intact === true && more.intact === true,
  canCall: e.canCall === 'no' || more.canCall === 'no' ? 'no' : 'yes',
})

describe('for any evidence', () => {
  test('more that is bad never lowers the proposal', () => {
    fc.assert(
      fc.property(evidence, evidence, current, (e, more, now) => {
        expect(isHigher(proposal(e, now).proposed, proposal(worse(e, more), now).proposed)).toBe(false)
      }),
    )
  })

  test('losing sight of any of it never lowers what was proposed before', () => {
    const blind = fc.subarray(Object.keys(well) as (keyof Evidence)[])
    fc.assert(
      fc.property(evidence, blind, current, (e, lost, now) => {
        const before = proposal(e, now).proposed
        const rest = {
          ...e,
          ...Object.fromEntries(lost.map(k => [k, k === 'canCall' ? 'unknown' : undefined])),
        }
        const after = proposal(rest, now, before).proposed
        expect(lost.length > 0 && isHigher(before, after) && isHigher(now, after)).toBe(false)
        if (proposal(rest, now, before).unknown.length > 0) expect(isHigher(before, after)).toBe(false)
      }),
    )
  })

  test('every rule has an input and a verdict, and the proposal has a reason', () => {
    fc.assert(
      fc.property(evidence, current, (e, now) => {
        const { rules, proposed } = proposal(e, now)
        expect(rules.every(r => r.input !== '' && r.verdict !== undefined)).toBe(true)
        expect(proposed === 'P3' || rules.some(r => r.verdict === 'met' && r.severity === proposed)).toBe(
          true,
        )
      }),
    )
  })
})

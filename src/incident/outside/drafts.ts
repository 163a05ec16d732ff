import type { Condition, Policy, Sentence } from '../policy.ts'
import type { Incident } from '../state.ts'
import { updateDueAt } from '../updates/cadence.ts'

/** What a draft may say now. A condition that does not hold says why. */
export type Facts = {
  incident: string
  /** Milliseconds since the epoch. */
  eta?: number
  nextUpdate?: number
  timezone: string
  conditions: Record<string, { holds: boolean; why: string }>
}
export type Draft = { text: string; withheld: { say: string; why: string }[] }

/** Promise to the public: what is not known to be so is not said. */
export function factsOf(i: Incident, policy: Policy, eta = i.eta): Facts {
  const due = updateDueAt(i)
  return {
    incident: i.id,
    timezone: policy.timezone,
    ...(eta === undefined ? {} : { eta }),
    ...(due === undefined ? {} : { nextUpdate: due }),
    conditions: {
      eta: { holds: eta !== undefined, why: 'no estimate is given' },
      ...Object.fromEntries(Object.entries(policy.conditions).map(([key, c]) => [key, judge(i, c)])),
    },
  }
}

function judge(i: Incident, c: Condition): { holds: boolean; why: string } {
  const no = (why: string) => ({ holds: false, why })
  if (c.canCall && i.canCall !== 'yes')
    return no(i.canCall === 'no' ? 'customers cannot call' : 'nobody has answered whether customers can call')
  for (const key of c.probes) {
    const row = i.diagnostics?.findings.find(f => f.key === key)
    if (row === undefined) return no(`probe “${key}” has not answered`)
    if (row.verdict === 'unhealthy') return no(`${row.title}: ${row.detail}`)
    if (row.verdict === 'unknown') return no(`${row.title} could not be told`)
  }
  if (c.gatePassed && i.recovery?.passed !== true) return no('recovery has not been confirmed by its checks')
  return { holds: true, why: '' }
}

/** The sentences that may be said, filled in; the others with the reason. */
export function compose(sentences: Sentence[], facts: Facts): Draft {
  const said: string[] = []
  const withheld: Draft['withheld'] = []
  for (const s of sentences) {
    const condition = s.if === undefined ? undefined : facts.conditions[s.if]
    if (s.if !== undefined && condition?.holds !== true) {
      // An alternative that is not needed is nothing that anybody misses.
      const isAlternative = sentences.some(o => o.unless === s.if)
      if (!isAlternative) withheld.push({ say: fill(s.say, facts), why: condition?.why ?? 'not known' })
    } else if (s.unless === undefined || facts.conditions[s.unless]?.holds !== true) {
      const text = fill(s.say, facts)
      if (!text.includes('{{')) said.push(text)
    }
  }
  return { text: said.join(' '), withheld }
}

/** `{{incident}}`, `{{eta}}`, `{{next-update}}`: what a sentence may leave to be filled in. */
export const placeholders = ['incident', 'eta', 'next-update'] as const

function fill(say: string, facts: Facts): string {
  const values: Record<string, string | undefined> = {
    incident: facts.incident,
    eta: facts.eta === undefined ? undefined : clock(facts.eta, facts.timezone),
    'next-update': facts.nextUpdate === undefined ? undefined : clock(facts.nextUpdate, facts.timezone),
  }
  return say.replaceAll(/\{\{([a-z-]+)\}\}/g, (whole, name: string) => values[name] ?? whole)
}

/** Outside Slack nobody's zone is known: the company's, by name. */
export function clock(ms: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(ms)
}

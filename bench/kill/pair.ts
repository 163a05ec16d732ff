import type { Stage } from '../../sandbox/drill/stage.ts'
import type { Person } from '../../sandbox/slack/index.ts'
import { approversOf, askerOf, type Job, jobOf } from './playbook.ts'
import { type Received, receivedOf, since } from './received.ts'
import { pause, sees, tries } from './retry.ts'

/**
 * What became of one approval, as people saw it, beside what production received meanwhile. `writes`: how often each of
 * its steps reached production. `settled`: a person said what had happened.
 */
export type Execution = { job: Job; told: string; writes: number[]; lost: boolean; settled: boolean }
/** `locked`: what the status of their last incident still names as locked. */
export type Played = { executions: Execution[]; locked: string[] }

/** A gesture that nobody answered is made again after this long, as people do. */
const patienceMs = 4000
/** An acknowledged approval must show within this: a boot, the queue's lock, and slack for a busy machine. */
const lostAfterMs = 40_000
/** A message to customers may run for five minutes, before which nobody can say that its bot is dead. */
const outcomeLimitMs = 420_000

/** People with an incident of their own: one asks for a change, the others approve, again and again. */
export async function playPair(stage: Stage, n: number, goesOn: () => boolean): Promise<Played> {
  const asker = stage.slack.as(askerOf(n))
  const approvers = approversOf(n).map(id => stage.slack.as(id))
  const executions: Execution[] = []
  let channel = await declare(asker, n, 1)
  while (goesOn()) {
    executions.push(await changeOnce({ stage, n, asker, approvers, channel }))
    // Customers are told once in an incident.
    if (jobOf(n) === 'customers' && goesOn()) channel = await declare(asker, n, executions.length + 1)
  }
  return { executions, locked: await locksOf(asker, channel) }
}

async function declare(asker: Person, n: number, time: number): Promise<string> {
  const mine = () => asker.channels().find(c => c.startsWith('inc-') && c.endsWith(`pair-${n}-${time}`))
  const severity = jobOf(n) === 'customers' ? 'P2' : 'P3'
  while (mine() === undefined) {
    await tries(() =>
      asker.command('#emergency-incidents', `/incident declare ${severity} pair ${n} ${time}`),
    )
    await sees(mine, patienceMs)
  }
  return mine() ?? ''
}

type Change = { stage: Stage; n: number; asker: Person; approvers: Person[]; channel: string }

const requestsIn = (who: Person, where: string) =>
  who
    .sees(where)
    .toReversed()
    .flatMap(m => m.buttons.filter(b => b.label === 'Review and approve').map(b => ({ ts: m.ts, b })))

async function changeOnce(change: Change): Promise<Execution> {
  const { stage, n, asker, approvers, channel } = change
  const incident = /^inc-\d{8}-\d{6}(-\d+)?(?=-pair)/.exec(channel)?.[0].toUpperCase() ?? ''
  const value = await ask(change)
  const post = await sees(() => requestsIn(asker, channel).find(a => a.b.value === value), lostAfterMs)
  const message = () => asker.sees(channel).find(m => m.ts === post?.ts)
  const text = () => message()?.text ?? ''
  const before = receivedOf(stage, n, incident)
  const isAsked = () => text().includes('*Approve for ')
  let lost = false
  // Another approver’s step may still be open in the same request.
  const approved = new Set<Person>()
  const waitsFor = (who: Person) =>
    !approved.has(who) && requestsIn(who, '@pitcrew').some(a => a.b.value === value)
  while (isAsked() && !lost) {
    const next = () => approvers.find(waitsFor) ?? (isAsked() ? false : approvers[0])
    const approver = await sees(next, lostAfterMs)
    if (approver === undefined || !isAsked()) break
    approver.close()
    if (!(await tries(() => approver.press('Review and approve', '@pitcrew')))) continue
    if (!(await sees(() => approver.modal()?.submit === 'Approve', patienceMs))) continue
    const shown = text()
    if (!(await tries(() => approver.submit()))) continue
    // Slack said that it arrived: from here on nobody presses again.
    lost = (await sees(() => !isAsked() || text() !== shown, lostAfterMs)) === undefined
    approved.add(approver)
  }
  const settled = await settleUntilEnd({ stage, n, incident, approvers, channel, message, before })
  const writes = since(before, receivedOf(stage, n, incident))
  return { job: jobOf(n), told: text(), writes, lost, settled }
}

/** Answers the value of the new request’s buttons. */
async function ask({ n, asker, approvers, channel }: Change): Promise<string | undefined> {
  const [approver] = approvers
  if (approver === undefined) return undefined
  const known = new Set(requestsIn(approver, '@pitcrew').map(a => a.b.value))
  const fresh = () => requestsIn(approver, '@pitcrew').find(a => !known.has(a.b.value))
  while (fresh() === undefined) {
    asker.close()
    if (!(await tries(() => asker.command(channel, `/incident fix f${n}`)))) continue
    if (!(await sees(() => asker.modal()?.submit !== undefined, patienceMs))) continue
    await tries(() => asker.submit())
    await sees(fresh, patienceMs)
  }
  return fresh()?.b.value
}

type Waiting = {
  stage: Stage
  n: number
  incident: string
  approvers: Person[]
  channel: string
  message: () => { ts: string; text: string; buttons: { label: string }[] } | undefined
  before: Received
}

/** Whoever may say what happened says what production received. */
async function settleUntilEnd(w: Waiting): Promise<boolean> {
  const hasEnded = () => /: (done|rejected|not run|\d+ of \d+ (failed|not run))/.test(w.message()?.text ?? '')
  const asksPeople = () => w.message()?.buttons.some(b => b.label === 'It happened') === true
  const person = w.approvers.at(-1)
  let settled = false
  const end = Date.now() + outcomeLimitMs
  while (Date.now() < end) {
    await sees(() => hasEnded() || asksPeople(), end - Date.now())
    if (hasEnded() || person === undefined || !asksPeople()) break
    const happened = since(w.before, receivedOf(w.stage, w.n, w.incident)).at(-1) !== 0
    person.close()
    const label = happened ? 'It happened' : 'It did not'
    if (!(await tries(() => person.pressOn(w.message()?.ts ?? '', label, w.channel)))) continue
    if (!(await sees(() => person.modal()?.submit !== undefined, patienceMs))) continue
    person.fill({ [person.modal()?.fields[0] ?? '']: 'seen in production' })
    settled = (await tries(() => person.submit())) || settled
    await sees(() => !asksPeople(), patienceMs)
  }
  return settled
}

/** The lines of the status that name a lock. */
async function locksOf(asker: Person, channel: string): Promise<string[]> {
  const statuses = () => asker.sees(channel).filter(m => m.text.includes('✅ Slack on'))
  const before = statuses().length
  while (statuses().length === before) {
    await tries(() => asker.command(channel, '/incident status'))
    await sees(() => statuses().length > before, patienceMs)
    await pause(0)
  }
  return (statuses().at(-1)?.text ?? '').split('\n').filter(l => l.includes('🔒'))
}

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { seesText, until } from '../drill/eyes.ts'
import type { Stage } from '../drill/stage.ts'
import type { Person } from '../slack/index.ts'
import { cancelAs, refusalIn } from './acts.ts'
import { publish, tellCustomers } from './outside.ts'
import { type Check, check, type Scenario } from './scenario.ts'

const patienceMs = 40_000
/** Longer than any other script may take. */
const slowSeconds = Number(process.env.SLOW_SECONDS ?? 35)

export const vendorFaults: Scenario = {
  name: 'vendor-faults',
  about:
    'status page, pager and scripts fail in every way; nothing is said twice, and nothing fails in silence',
  async play(stage, say) {
    const checks: Check[] = []
    const add = (name: string, ok: boolean, detail: string | number = '') => {
      checks.push(check(name, ok, detail))
      say(`${ok ? 'held' : 'BROKEN'}: ${name}`)
    }
    const maya = stage.slack.as('U0MAYA')
    const play = { stage, maya, add }
    await byTheStatusPage(play, say)
    await byThePager(play)
    await byBadWords(play, say)
    const channel = await byManyCustomers(play, say)
    return { channel, checks }
  },
}

type Play = { stage: Stage; maya: Person; add(name: string, ok: boolean, detail?: string | number): void }

async function declare({ maya }: Play, words: string): Promise<string> {
  await maya.command('#emergency-incidents', `/incident declare P1 ${words}`)
  const slug = words.replaceAll(' ', '-')
  const channel = await until('an incident channel', () => maya.channels().find(c => c.includes(slug)))
  await until('the control panel', () => seesText(maya, channel, 'Phase 1'))
  return channel
}
const idOf = (channel: string) => /^inc-\d{8}-\d{6}(-\d+(?=-|$))?/.exec(channel)?.[0].toUpperCase() ?? ''

async function byTheStatusPage(p: Play, say: (line: string) => void): Promise<void> {
  const { stage, maya, add } = p
  const { statuspage } = stage.production
  const of = (channel: string) => statuspage.incidents.filter(i => i.name.includes(idOf(channel)))
  for (const [fault, words] of [
    ['drop-after', 'answer lost'],
    ['drop-before', 'never arrived'],
    ['error-500', 'vendor fails'],
    ['throttle', 'too many'],
  ] as const) {
    statuspage.plan(fault)
    const channel = await declare(p, words)
    await until('the page', () => of(channel).length > 0, patienceMs)
    await new Promise(resolve => setTimeout(resolve, 1500))
    add(
      `status page, ${fault}: one incident, looked for before anything was sent again`,
      of(channel).length === 1,
      of(channel).length,
    )
    await cancelAs(maya, stage.slack.as('U0LEE'), channel, 'only a drill')
  }
  statuspage.plan('unauthorized', 99)
  const channel = await declare(p, 'bad token')
  await until('the fault', () => seesText(maya, channel, 'does not accept the token'), patienceMs)
  await maya.command(`#${channel}`, '/incident status')
  const status = await until('the status', () => seesText(maya, channel, /status page[^\n]*failing/))
  add(
    'an invalid token is said once, and the integration shows as failing',
    count(maya, channel, 'does not accept the token', status.ts) === 1,
  )
  statuspage.clear()
  await publish(stage, maya, channel, 'Identified', say)
  add(
    'once the token is right again, the page has one incident',
    of(channel).length === 1 && of(channel)[0]?.status === 'identified',
  )
  await cancelAs(maya, stage.slack.as('U0LEE'), channel, 'only a drill')
}

const count = (person: Person, channel: string, words: string, but: string) =>
  person.sees(channel).filter(m => m.ts !== but && m.text.includes(words)).length

async function byThePager(p: Play): Promise<void> {
  const { stage, maya, add } = p
  const { pagerduty } = stage.production
  const of = (channel: string) => pagerduty.incidents.filter(i => i.key === idOf(channel))
  for (const [fault, words] of [
    ['drop-after', 'pager answer lost'],
    ['error-500', 'pager fails'],
    ['throttle', 'pager too many'],
  ] as const) {
    pagerduty.plan(fault)
    const channel = await declare(p, words)
    await until('the page', () => of(channel)[0]?.status === 'acknowledged', patienceMs)
    add(
      `pager, ${fault}: one incident, triggered and acknowledged`,
      of(channel).length === 1,
      of(channel).length,
    )
    await cancelAs(maya, stage.slack.as('U0LEE'), channel, 'only a drill')
    await until('the end there too', () => of(channel)[0]?.status === 'resolved', patienceMs)
  }
  pagerduty.plan('unauthorized', 99)
  const channel = await declare(p, 'pager key')
  await until('the fault', () => seesText(maya, channel, 'PagerDuty was not told'), patienceMs)
  await maya.command(`#${channel}`, '/incident update still at it')
  await until('the update', () => seesText(maya, channel, 'still at it'))
  await new Promise(resolve => setTimeout(resolve, 1500))
  const told = maya
    .sees(channel)
    .filter(m => /PagerDuty was not told.*accept the key for trigger/s.test(m.text))
  add(
    'a key that is not accepted is said once, with whom to call instead',
    told.length === 1 && /contacts/.test(told[0]?.text ?? ''),
    told.length,
  )
  pagerduty.clear()
  await cancelAs(maya, stage.slack.as('U0LEE'), channel, 'only a drill')
}

/** What nobody may publish. */
async function byBadWords(p: Play, say: (line: string) => void): Promise<void> {
  const { stage, maya, add } = p
  const channel = await declare(p, 'bad words')
  const { statuspage } = stage.production
  const mine = () => statuspage.incidents.find(i => i.name.includes(idOf(channel)))
  await until('the page', () => mine() !== undefined, patienceMs)
  await publish(stage, maya, channel, 'Identified', say, {
    'Estimated end': Date.now() - 3_600_000,
  })
  await until('a refusal in the form', () => refusalIn(maya, 'The estimate lies in the past'))
  maya.close()
  await publish(stage, maya, channel, 'Identified', say, {
    'What the public will read': 'Fixed by {{unknown}}.',
  })
  await until('a refusal in the form', () => refusalIn(maya, 'a gap that nobody filled in'))
  maya.close()
  add(
    'an estimate in the past and a gap in the text are refused to the one who wrote them',
    mine()?.updates.length === 1,
  )
  add('a playbook with a gap that nothing fills is refused', isRefused('{{eta}}.', '{{unknown}}.'))
  add('a playbook with an unknown impact is refused', isRefused('P1: critical, P2: major', 'P1: apocalyptic'))
  await cancelAs(maya, stage.slack.as('U0LEE'), channel, 'only a drill')
}

async function byManyCustomers(p: Play, say: (line: string) => void): Promise<string> {
  const { stage, maya, add } = p
  const { world } = stage.production
  world.recipients = 10_000
  slowDown(stage)
  const channel = await declare(p, 'many customers')
  const started = Date.now()
  const shown = await tellCustomers(stage, maya, stage.slack.as('U0LEE'), channel, 'sms', say)
  add('ten thousand are counted before anybody approves', shown.includes('Recipients now: 10000'))
  add(
    'and the report says who could not be reached',
    seesText(maya, channel, '9500 of 10000 reached, 500 failed') !== undefined,
  )
  const tookMs = Date.now() - started
  add(`a script that takes ${slowSeconds} s is waited for`, tookMs >= slowSeconds * 1000, `${tookMs} ms`)
  add('the script ran once', world.told.length === 1, world.told.length)
  await cancelAs(maya, stage.slack.as('U0LEE'), channel, 'only a drill')
  return channel
}

/** The script itself takes its time; counting does not. */
function slowDown(stage: Stage): void {
  const file = join(stage.production.env.SCRIPTS_DIR, 'notify_active_customers.py')
  const good = readFileSync(file, 'utf8')
  writeFileSync(file, good.replace('exec node', `sleep ${slowSeconds}\nexec node`), { mode: 0o755 })
}

function isRefused(from: string, to: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'pitcrew-bad-playbook-'))
  const good = readFileSync('playbook.yml', 'utf8')
  const file = join(folder, 'playbook.yml')
  writeFileSync(file, good.replace(from, to))
  try {
    execFileSync(process.execPath, ['src/playbook/cli.ts', 'check', file], { stdio: 'ignore' })
    return false
  } catch {
    return good.includes(from)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

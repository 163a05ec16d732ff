// Every attack on an approval in one story: long because the list is long.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { seesText, until } from '../drill/eyes.ts'
import type { Stage } from '../drill/stage.ts'
import type { Person } from '../slack/index.ts'
import { cancelAs } from './acts.ts'
import { byWildScripts, withScriptFix } from './attacks-by-scripts.ts'
import {
  byBadScripts,
  byOwnRedis,
  byProtectedBackends,
  byRollbackWithoutPredecessor,
} from './attacks-on-data.ts'
import {
  byKnowingAnId,
  byLateRepair,
  byOutsiders,
  bySettlingForOthers,
  byTwoApprovers,
} from './attacks-on-requests.ts'
import { type Attack, type Check, check, type Scenario } from './scenario.ts'

const patienceMs = 60_000
const outageMs = 2500
const forgedHash = 'a'.repeat(64)

export const approvals: Scenario = {
  name: 'approvals',
  about: 'everybody tries to get a change past its approval; nobody succeeds',
  // Slow enough that a request does not expire in the middle of an attack, also on a busy machine.
  speed: 30,
  playbook: withScriptFix,
  async play(stage, say) {
    const checks: Check[] = []
    const add = (name: string, ok: boolean, detail: string | number) => {
      checks.push(check(name, ok, detail))
      say(`${ok ? 'held' : 'BROKEN'}: ${name}`)
    }
    const maya = stage.slack.as('U0MAYA')
    await maya.command('#emergency-incidents', '/incident declare P2 attacks')
    const channel = await until('an incident channel', () => maya.channels().find(c => c.startsWith('inc-')))
    await until('the control panel', () => seesText(maya, channel, 'Phase 1'))
    const play = { stage, channel, maya, add }
    await byTheWrongPeople(play)
    await byForgery(play)
    await byTiming(play)
    const steps = {
      ask: async (list: string) => void (await ask(play, list)),
      review,
      takeBack: () => takeBack(play),
      ended: () => ended(play),
      executed: () => executed(play),
    }
    await byTwoApprovers(play, steps)
    await byLateRepair(play, steps)
    await byOutsiders(play, steps)
    await byFaultsOfAws(play)
    await byTamperedScript(play)
    await byProtectedBackends(play, {
      ask: list => ask(play, list),
      approve: async () => {
        const lee = stage.slack.as('U0LEE')
        await review(lee, '@pitcrew')
        await lee.submit()
      },
      ended: () => ended(play),
    })
    await byBadScripts(play)
    await byWildScripts(play)
    await bySettlingForOthers(play)
    await byKnowingAnId(play)
    await byRollbackWithoutPredecessor(play)
    await byOwnRedis(play)
    await byThePlaybook(add)
    await afterTheEnd(play)
    return { channel, checks }
  },
}

const executed = ({ stage }: Attack) =>
  stage.production.aws.writes().filter(w => w.outcome === 'ok' || w.outcome === 'drop-after').length

/** Four tasks, nothing open, and a fresh request for ten. */
async function ask(p: Attack, list = 'infrastructure'): Promise<string> {
  const { stage, maya, channel } = p
  stage.production.world.london.scale(4)
  const approvers = [stage.slack.as('U0LEE'), stage.slack.as('U0OMAR')]
  const before = approvers.map(requests)
  await maya.command(`#${channel}`, `/incident fix ${list}`)
  await until('the previews', () => maya.modal()?.submit === 'Ask for approval')
  const shown = maya.modal()?.text ?? ''
  await maya.submit()
  await until('the request, at each approver', () =>
    approvers.every((a, n) => requests(a) > (before[n] ?? 0)),
  )
  await until('the request in the channel', () => openRequest(maya, channel))
  return shown
}
const requests = (lee: Person) =>
  lee
    .sees('@pitcrew')
    .filter(m =>
      /Approve (for|the)|: (running|done|rejected|not run|outcome not known|\d+ of \d+ (failed|not run))/.test(
        m.text,
      ),
    ).length

async function takeBack({ maya, channel }: Attack): Promise<void> {
  // On a busy machine it may have expired by itself meanwhile.
  if (!openRequest(maya, channel)) return
  await maya.press('Reject', channel)
  await until('the reason', () => maya.modal()?.fields.length === 1)
  maya.fill({ [maya.modal()?.fields[0] ?? '']: 'only a drill' })
  await maya.submit()
  await until('no open request', () => !openRequest(maya, channel))
}
const openRequest = (maya: Person, channel: string) =>
  maya.sees(channel).some(m => m.buttons.some(b => b.label === 'Review and approve'))
const heading =
  /^\*Approve (for|the)|^\S+ \*.*: (running|done|rejected|not run|outcome not known|\d+ of \d+ (failed|not run))/
/** The newest request has come to its end, as its message says. */
const ended = ({ maya, channel }: Attack) =>
  until(
    'the end of the request',
    () =>
      /^\S+ \*.*: (done|rejected|not run|\d+ of \d+ (failed|not run))/.test(
        maya.sees(channel).findLast(m => heading.test(m.text))?.text ?? '',
      ),
    patienceMs,
  )

async function review(person: Person, where: string): Promise<string | undefined> {
  await person.press('Review and approve', where)
  const shown = await until('what the review shows', () =>
    person.modal()?.title === 'Review and approve' && !person.modal()?.text.includes('Reading production')
      ? person.modal()
      : undefined,
  )
  return shown.submit
}

async function byTheWrongPeople(p: Attack): Promise<void> {
  const { stage, channel, maya, add } = p
  await ask(p)
  const before = executed(p)
  add('the requester cannot approve', (await review(maya, channel)) === undefined, maya.modal()?.text ?? '')
  maya.close()
  for (const [user, who] of [
    ['U0TOM', 'somebody without the role'],
    ['U0GUEST', 'a guest'],
  ] as const) {
    stage.slack.state.channelNamed(channel)?.members.add(user)
    const person = stage.slack.as(user)
    add(`${who} cannot approve`, (await review(person, channel)) === undefined, person.modal()?.text ?? '')
    person.close()
  }
  const lee = stage.slack.as('U0LEE')
  const group = stage.slack.state.groups[0]
  const members = group?.users ?? []
  await review(lee, '@pitcrew')
  if (group !== undefined) group.users = ['U0MAYA']
  await lee.submit()
  const told = await until('a refusal', () => seesText(lee, channel, 'Only @sre-oncall'))
  add('an approver who left the group in between is refused', executed(p) === before, told.text)
  if (group !== undefined) group.users = members
  await takeBack(p)
  // Who is in a group is asked again after ten seconds.
  await new Promise(resolve => setTimeout(resolve, 10_500))
}

async function byForgery(p: Attack): Promise<void> {
  const { stage, channel, add } = p
  const { state } = stage.slack
  await ask(p)
  const before = executed(p)
  const tom = stage.slack.as('U0TOM')
  const lee = stage.slack.as('U0LEE')
  const real = lee
    .sees(channel)
    .flatMap(m => m.buttons)
    .find(b => b.label === 'Review and approve')
  const home = state.channelNamed('leadership')?.id ?? ''
  for (const value of [
    'rubbish',
    '{"i":"INC-20250120-143200","b":"b1"}',
    JSON.stringify({ ...JSON.parse(real?.value ?? '{}'), b: 'b9999' }),
  ])
    await tom.forge(home, '1.1', { label: 'x', actionId: 'review-action', blockId: 'x', value })
  await until('a word', () => tom.modal()?.text.includes('not open any more') === true)
  tom.close()
  await tom.forge(home, '1.1', { ...(real ?? { label: '', actionId: '', blockId: '', value: '' }) })
  await until('a refusal', () => tom.modal()?.text.includes('Only @sre-oncall') === true)
  add(
    'forged values, and a real one from another channel, open nothing',
    tom.modal()?.submit === undefined,
    tom.modal()?.text ?? '',
  )
  tom.close()
  await review(lee, '@pitcrew')
  const view = state.stacks.get('U0LEE')?.at(-1)
  if (view !== undefined)
    view.private_metadata = view.private_metadata.replaceAll(/[0-9a-f]{64}/g, forgedHash)
  await lee.submit()
  await ended(p)
  add('a forged preview hash runs nothing', executed(p) === before, `${executed(p) - before} executions`)
}

async function byTiming(p: Attack): Promise<void> {
  const { stage, channel, add } = p
  const { state } = stage.slack
  const { world } = stage.production
  const [lee, omar] = [stage.slack.as('U0LEE'), stage.slack.as('U0OMAR')]
  await ask(p)
  let before = executed(p)
  await Promise.all([review(lee, '@pitcrew'), review(omar, '@pitcrew')])
  const kept = state.stacks.get('U0LEE') ?? []
  await Promise.all([lee.submit(), omar.submit()])
  await ended(p)
  add(
    'two approvers in the same moment: one execution',
    executed(p) - before === 1,
    `${executed(p) - before}`,
  )
  state.stacks.set('U0LEE', kept)
  // Slack may deliver an approval twice. The second delivery has been decided on when its ack comes.
  await lee.submit()
  add('the same approval sent again runs nothing', executed(p) - before === 1, `${executed(p) - before}`)

  await ask(p)
  before = executed(p)
  await review(lee, '@pitcrew')
  world.london.scale(5)
  await lee.submit()
  await ended(p)
  const voided = await until('void', () => seesText(lee, channel, 'production changed between'))
  add(
    'production that changed voids the approval',
    executed(p) === before,
    voided.text.split('\n').at(-1) ?? '',
  )

  await ask(p)
  before = executed(p)
  await review(lee, '@pitcrew')
  await until('expired', () => seesText(lee, channel, /nobody approved in/), patienceMs)
  await lee.submit()
  await until('a refusal', () => seesText(lee, channel, 'has expired'))
  add('an expired request runs nothing', executed(p) === before, `${executed(p) - before} executions`)

  await ask(p)
  before = executed(p)
  await review(lee, '@pitcrew')
  await lee.submit()
  await until('the execution', () => executed(p) > before)
  await slackGoesAway(stage)
  await ended(p)
  add(
    'Slack away between claim and outcome: one execution, and it is told',
    executed(p) - before === 1,
    `${executed(p) - before}`,
  )
}

async function slackGoesAway({ slack }: Stage): Promise<void> {
  slack.faults.outage = true
  slack.sockets.cut()
  await new Promise(resolve => setTimeout(resolve, outageMs))
  slack.faults.outage = false
  await until('the sockets again', () => slack.sockets.count >= 2, patienceMs)
}

async function byFaultsOfAws(p: Attack): Promise<void> {
  const { stage, channel, add } = p
  const { aws, world } = stage.production
  const lee = stage.slack.as('U0LEE')
  const attempt = async (fault: Parameters<typeof aws.plan>[1]) => {
    await ask(p)
    const before = aws.writes().length
    aws.plan('UpdateService', fault)
    await review(lee, '@pitcrew')
    await lee.submit()
    await ended(p)
    return aws.writes().length - before
  }
  const denied = await attempt('denied')
  const words = seesText(lee, channel, 'lacks ecs:UpdateService')
  add(
    'AccessDenied: nothing changed, and the missing permission is named',
    world.london.desired() === 4 && words !== undefined,
    `${denied} call`,
  )
  await attempt('throttle')
  add(
    'throttled: said as failed, not tried again by itself',
    world.london.desired() === 4,
    `${world.london.desired()} wanted`,
  )
  const calls = await attempt('drop-after')
  add(
    'an answer lost after acceptance: looked for, never sent again',
    calls === 1 && world.london.desired() === 10,
    `${calls} call`,
  )
}

/** The file is another one when it is started than when it was approved. */
async function byTamperedScript(p: Attack): Promise<void> {
  const { stage, channel, maya, add } = p
  const { world, env } = stage.production
  const lee = stage.slack.as('U0LEE')
  world.london.scale(4)
  const before = requests(lee)
  await maya.press('Contain', channel)
  await until('the previews', () => maya.modal()?.submit === 'Ask for approval')
  await maya.submit()
  await until('the request', () => requests(lee) > before && openRequest(maya, channel))
  await review(lee, '@pitcrew')
  const file = join(env.SCRIPTS_DIR, 'enable-enhanced-monitoring.sh')
  const good = readFileSync(file)
  writeFileSync(file, '#!/bin/sh\necho something else\n')
  await lee.submit()
  await ended(p)
  writeFileSync(file, good)
  const ran = lee.sees(channel).some(m => m.text.includes('something else'))
  add(
    'a script that was changed since it was approved is not started',
    !ran && world.switches.get('enhanced-monitoring') === false,
    ran ? 'ran' : 'void',
  )
}

/** What a playbook must not say is refused before the bot starts. */
async function byThePlaybook(add: Attack['add']): Promise<void> {
  const good = readFileSync('playbook.yml', 'utf8')
  const folder = mkdtempSync(join(tmpdir(), 'pitcrew-bad-playbook-'))
  const attacks: [string, string, string][] = [
    ['scale to -1', 'atLeast: 12', 'atLeast: -1'],
    ['scale to 0', 'atLeast: 12', 'atLeast: 0'],
    ['scale to 1e9', 'atLeast: 12', 'atLeast: 1000000000'],
    ['a service named “a; rm -rf /”', 'service: tyrehero-emergency-api }', 'service: "a; rm -rf /" }'],
    ['a service named “--force”', 'service: tyrehero-emergency-api }', 'service: --force }'],
    ['a script outside the folder', 'path: enable-enhanced-monitoring.sh', 'path: ../enable.sh'],
    ['namespace “../x”', 'namespace: default', 'namespace: ../x'],
    ['an action without an approval policy', '    approval: { count: 0 }\n', ''],
    ['an approver whose role does not exist', 'roles: [sre-oncall, engineering-manager]', 'roles: [root]'],
    ['approvals that nobody may give', 'roles: [sre-oncall, engineering-manager]', 'roles: []'],
    ['less than no approval', 'approval: { count: 0 }', 'approval: { count: -1 }'],
    ['customers counted by what sends', 'count_active_customers.py', 'notify_active_customers.py'],
    ['a checklist with a step that does not exist', 'steps: [scale-capacity,', 'steps: [scale-everything,'],
    ['a probe that leaves something, among the readings', 'probe: http-endpoint', 'probe: functional-test'],
    [
      'break-glass in a severity that does not exist',
      'severities: [P1]\n  reasons',
      'severities: [P0]\n  reasons',
    ],
    ['an unknown key', 'break-glass:\n', 'break-glass:\n  anybody: true\n'],
  ]
  try {
    for (const [name, from, to] of attacks) {
      const file = join(folder, 'playbook.yml')
      writeFileSync(file, good.replace(from, to))
      add(`${name}: the playbook is refused`, good.includes(from) && (await isRefused(file)), to)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Not waited for by blocking: the local Slack runs in this process. */
const isRefused = (file: string) =>
  promisify(execFile)(process.execPath, ['src/playbook/cli.ts', 'check', file]).then(
    () => false,
    () => true,
  )

async function afterTheEnd(p: Attack): Promise<void> {
  const { stage, channel, maya, add } = p
  const lee = stage.slack.as('U0LEE')
  await ask(p)
  const before = executed(p)
  await review(lee, '@pitcrew')
  await cancelAs(maya, stage.slack.as('U0LEE'), channel, 'only a drill')
  await lee.submit()
  await until('a refusal', () => seesText(lee, channel, /void|ended|not open/))
  add(
    'after the end nothing that was asked for runs',
    executed(p) === before,
    `${executed(p) - before} executions`,
  )
}

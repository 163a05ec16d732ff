// Each kind of action, with the reason why its result does not come: long because there are eleven.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seesText, until } from '../drill/eyes.ts'
import type { Stage } from '../drill/stage.ts'
import type { Person } from '../slack/index.ts'
import { cancelAs } from './acts.ts'
import { type Check, check, type Scenario } from './scenario.ts'

const patienceMs = 45_000

/** Title of the step → how it is spoilt once it was started, and what people must be told. */
type Spoiler = { when(stage: Stage): boolean; spoil(stage: Stage): void | Promise<void>; told: RegExp }
const called = (stage: Stage, operation: string) =>
  stage.production.aws.calls.some(c => c.operation === operation)
const wrote = (stage: Stage, region: string, key: string) =>
  stage.production.aws.writes().some(w => w.region === region && w.input[key] !== undefined)

export const actionsFail: Scenario = {
  name: 'actions-fail',
  about: 'every kind of action is accepted and then does not take hold: each says so, none says done',
  playbook: source =>
    source.replaceAll('on-failure: stop', 'on-failure: continue').replaceAll('wait: true', 'wait: false'),
  async play(stage, say) {
    const maya = stage.slack.as('U0MAYA')
    const lee = stage.slack.as('U0LEE')
    const { world, env, cache, kubernetes } = stage.production
    const checks: Check[] = []
    await maya.command('#emergency-incidents', '/incident declare P1 nothing helps')
    const channel = await until('an incident channel', () => maya.channels().find(c => c.startsWith('inc-')))
    await until('the control panel', () => seesText(maya, channel, 'Phase 1'))

    const round = async (
      open: () => Promise<void>,
      spoilers: Record<string, Spoiler>,
      typed: Record<string, string> = {},
    ) => {
      await open()
      await until('the previews', () => maya.modal()?.submit === 'Ask for approval')
      await maya.submit()
      await reviewAndApprove(lee, typed)
      for (const s of Object.values(spoilers)) {
        await until(`what can be spoilt (${s.told})`, () => s.when(stage), patienceMs)
        await s.spoil(stage)
      }
      for (const [title, s] of Object.entries(spoilers)) {
        const outcome = await until(
          `the outcome of “${title}”`,
          () => outcomeOf(maya, channel, title),
          patienceMs,
        )
        checks.push(
          check(`${title}: failed, and why`, outcome.includes('❌') && s.told.test(outcome), outcome),
        )
        say(`${title}: ${outcome}`)
      }
    }
    const tamper = (script: string) =>
      writeFileSync(join(env.SCRIPTS_DIR, script), '#!/bin/sh\necho no route\nexit 3\n')

    tamper('activate-emergency-routing.sh')
    await round(() => maya.press('Contain', channel), {
      'Restart the emergency API': {
        when: s => wrote(s, 'eu-west-2', 'forceNewDeployment'),
        spoil: () => world.london.ship(false),
        told: /newer deployment has taken its place/,
      },
      'Scale up the second region': {
        when: s => wrote(s, 'eu-west-1', 'desiredCount'),
        spoil: () => world.ireland.scale(5),
        told: /changed it to 5 meanwhile/,
      },
      'Activate emergency routing': { when: () => true, spoil: () => undefined, told: /exit code 3/ },
      'Alert the emergency team': {
        when: s =>
          s.slack
            .as('U0MAYA')
            .sees('#emergency-incidents')
            .some(m => m.text.includes('containment activated')),
        spoil: ({ slack }) => {
          const home = slack.state.channelNamed('emergency-incidents')
          if (home !== undefined)
            home.messages = home.messages.filter(m => !m.text.includes('containment activated'))
        },
        told: /no longer in #emergency-incidents/,
      },
    })
    await round(() => command(maya, channel, '/incident rollback').then(() => undefined), {
      'Roll the emergency API back': {
        when: s => wrote(s, 'eu-west-2', 'taskDefinition'),
        spoil: () => world.london.ship(false),
        told: /newer deployment has taken its place/,
      },
    })

    world.break('slow-queries')
    await new Promise(resolve => setTimeout(resolve, 3000))
    const stuck = await until('the reports', () => world.slowQueries?.pids(), patienceMs)
    for (const pid of stuck) process.kill(pid, 'SIGSTOP')
    await round(() => command(maya, channel, '/incident fix database'), {
      'End queries older than 5 minutes': {
        when: () => true,
        spoil: () => undefined,
        told: /3 of 3 still run/,
      },
      'Restart the connection pooler': {
        when: () => kubernetes.patches.length === 1,
        spoil: () => world.pooler.restart({ 'pitcrew.dev/restarted-by': 'somebody-else' }),
        told: /somebody has changed the deployment meanwhile/,
      },
    })
    for (const pid of stuck) process.kill(pid, 'SIGCONT')

    world.refusesWarming = true
    await round(
      () => command(maya, channel, '/incident fix application'),
      {
        'Empty the application cache': {
          when: () => seesText(maya, channel, /Empty the application cache · ⏳ ░/) !== undefined,
          spoil: async () => {
            await cache?.kill()
            await cache?.restart()
          },
          told: /another server answers now|could not be reached/,
        },
        'Warm critical caches': { when: () => true, spoil: () => undefined, told: /HTTP 503 instead of 200/ },
      },
      { 'Type “application-cache” to confirm': 'application-cache' },
    )

    await maya.command(`#${channel}`, '/incident severity P3 only noise now')
    await until('P3', () => seesText(maya, channel, 'P3 · nothing helps'))
    await round(
      () => maya.press('Contain', channel),
      {
        'Export what AWS would delete': {
          when: s => called(s, 'CreateExportTask'),
          spoil: () => {
            for (const t of world.logs.tasks) t.fails = true
          },
          told: /ended as FAILED/,
        },
        'Keep logs for 7 days': {
          when: s => called(s, 'PutRetentionPolicy'),
          spoil: () => world.logs.keep(14),
          told: /CloudWatch (?:still )?shows 14 days/,
        },
      },
      { 'Type “tyrehero-emergency” to confirm': 'tyrehero-emergency' },
    )
    await cancelAs(maya, stage.slack.as('U0LEE'), channel, 'only a drill')
    return { channel, checks }
  },
}

const command = (person: Person, channel: string, text: string) =>
  person.command(`#${channel}`, text).then(() => undefined)

async function reviewAndApprove(lee: Person, typed: Record<string, string>): Promise<void> {
  await until('a request', () =>
    lee.sees('@pitcrew').some(m => m.buttons.some(b => b.label === 'Review and approve')),
  )
  await lee.press('Review and approve', '@pitcrew')
  await until('the preview, taken again', () => lee.modal()?.submit === 'Approve')
  lee.fill(typed)
  await lee.submit()
}

/** What follows a step's title in the newest request that has it, once it has ended. */
function outcomeOf(person: Person, channel: string, title: string): string | undefined {
  const text = person.sees(channel).findLast(m => m.text.includes(`*  ${title}`))?.text ?? ''
  const line = text.split('\n').find(l => l.includes(`*  ${title} · `))
  const outcome = line?.slice(line.indexOf(' · ') + 3)
  return outcome !== undefined && /^[❌✅⚠⌛]/u.test(outcome) ? outcome : undefined
}

import { seesText, until } from '../drill/eyes.ts'
import type { Stage } from '../drill/stage.ts'
import { type Check, check, type Scenario } from '../scenarios/scenario.ts'
import { interrupt, type Moment, moments } from './interrupt.ts'
import { judge } from './judge.ts'
import { kinds, withFixes } from './kinds.ts'

export const lostOutcomes: Scenario = {
  name: 'lost-outcomes',
  about:
    'both bots die in the middle of every kind of action: each request ends, each target is free, undo is offered',
  speed: 20,
  playbook: withFixes,
  async play(stage, say) {
    for (const name of ['svc-restart', 'svc-rollback']) stage.production.world.addService(name)
    const checks: Check[] = []
    let channel = ''
    for (const moment of moments) {
      channel = await declare(stage, moment)
      say(`both bots are killed when an action ${moment}`)
      const asked = []
      for (const kind of kinds) asked.push(await interrupt(stage, channel, kind, moment))
      for (const one of asked) {
        const verdict = await judge(stage, channel, one)
        checks.push(verdict)
        say(`${verdict.ok ? 'held' : 'BROKEN'}: ${verdict.name} (${verdict.detail})`)
      }
      checks.push(await noLocks(stage, channel, moment))
    }
    return { channel, checks }
  },
}

async function declare(stage: Stage, moment: Moment): Promise<string> {
  const maya = stage.slack.as('U0MAYA')
  const word = moment.replaceAll(' ', '-')
  await maya.command('#emergency-incidents', `/incident declare P1 ${word}`)
  const channel = await until('an incident channel', () => maya.channels().find(c => c.endsWith(word)))
  await until('the control panel', () => seesText(maya, channel, 'Phase 1'))
  return channel
}

async function noLocks(stage: Stage, channel: string, moment: Moment): Promise<Check> {
  const maya = stage.slack.as('U0MAYA')
  await maya.command(channel, '/incident status')
  const status = await until('the status', () => seesText(maya, channel, /✅ Slack on/))
  return check(`killed when it ${moment}: the status shows no lock`, !status.text.includes('🔒'), '')
}

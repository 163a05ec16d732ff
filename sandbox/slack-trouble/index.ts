import { type Check, check, type Scenario } from '../scenarios/scenario.ts'
import { adoptedChannel } from './adopted-channel.ts'
import { everybodyHearsTheEnd } from './everybody-hears-the-end.ts'
import { lookUps } from './look-ups.ts'
import { crowdWorkspace, manyChannels } from './many-channels.ts'
import { noChannel } from './no-channel.ts'
import { otherCompanies } from './other-companies.ts'
import { otherWorkspaces } from './other-workspaces.ts'
import { createTrouble, type Part } from './part.ts'
import { typedWords } from './typed-words.ts'

/** In this order; each begins with a Slack that works, and none depends on another. */
const parts: Part[] = [
  manyChannels,
  typedWords,
  otherWorkspaces,
  otherCompanies,
  noChannel,
  adoptedChannel,
  lookUps,
  everybodyHearsTheEnd,
]

export const slackTrouble: Scenario = {
  name: 'slack-trouble',
  about: 'Slack refuses, loses, limits and hides things in every way it has; everybody is told all the same',
  prepare: crowdWorkspace,
  async play(stage, say) {
    const checks: Check[] = []
    const wanted = process.env.PARTS?.split(',')
    let channel = ''
    for (const part of parts.filter(p => wanted === undefined || wanted.includes(p.name))) {
      const add = (name: string, ok: boolean, detail: string | number = '') => {
        checks.push(check(`${part.name} ${name}`, ok, detail))
        say(`${ok ? 'held' : 'BROKEN'}: ${part.name} ${name}`)
      }
      // One part that cannot be played must not keep the others from being played.
      await part.play(createTrouble(stage, say, add)).catch((error: unknown) => {
        add('could be played to its end', false, error instanceof Error ? error.message : String(error))
      })
      stage.slack.faults.heal()
      channel =
        stage.slack
          .as('U0TOM')
          .channels()
          .filter(c => c.startsWith('inc-'))
          .at(-1) ?? channel
    }
    return { channel, checks }
  },
}

import { seesText, until } from '../drill/eyes.ts'
import { declareApiDown, resolveIncident, waitForCure } from './acts.ts'
import { check, type Scenario } from './scenario.ts'

export const p1Alone: Scenario = {
  name: 'p1-alone',
  about: 'nobody else is awake: one person runs the containment alone, loudly',
  async play(stage, say) {
    const maya = stage.slack.as('U0MAYA')
    const channel = await declareApiDown(stage, maya, say)
    const typed = maya.typed
    await maya.press('Contain', channel)
    await until('the previews', () => maya.modal()?.submit === 'Ask for approval')
    await maya.submit()
    await until('the request', () => seesText(maya, channel, 'Approve for '))
    await maya.press('Run without approval', channel)
    await until('the form', () => maya.modal()?.submit === 'Run without approval')
    await maya.submit()
    const { clicks } = maya
    say(`${maya.user} runs it alone: ${clicks} clicks, ${maya.typed - typed} characters typed`)
    const loud = await until('the loud message', () => seesText(maya, channel, 'Break-glass'))
    say(loud.text)
    await waitForCure(stage, maya, channel, say)
    await resolveIncident(maya, channel, say)
    return {
      channel,
      checks: [
        check('at most four clicks', clicks <= 4, `${clicks} clicks`),
        check('nothing typed', maya.typed === typed, `${maya.typed - typed} characters`),
        check('the channel heard of it', loud.text.includes('Nobody else is awake'), loud.text),
        check('the API is up again', stage.production.world.isApiUp(), ''),
        check(
          'each step ran once',
          stage.production.aws.writes().length === 2,
          stage.production.aws.writes().length,
        ),
      ],
    }
  },
}

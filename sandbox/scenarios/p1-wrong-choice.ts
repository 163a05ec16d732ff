import { seesText, until } from '../drill/eyes.ts'
import { cancelAs, declareApiDown } from './acts.ts'
import { check, type Scenario } from './scenario.ts'

export const p1WrongChoice: Scenario = {
  name: 'p1-wrong-choice',
  about:
    'they reject the containment and hope; nothing is cured, and Pitcrew does not let it count as resolved',
  async play(stage, say) {
    const maya = stage.slack.as('U0MAYA')
    const lee = stage.slack.as('U0LEE')
    const channel = await declareApiDown(stage, maya, say)
    await maya.press('Contain', channel)
    await until('the previews', () => maya.modal()?.submit === 'Ask for approval')
    await maya.submit()
    await until('the request', () => seesText(lee, channel, 'Approve for '))
    await lee.press('Reject', channel)
    await until('the form', () => lee.modal()?.title === 'Reject the request')
    await lee.submit()
    say(`${lee.user} rejects the containment`)
    await until('the rejection', () => seesText(maya, channel, 'Rejected'))
    await maya.press('Check and resolve', channel)
    await until('the form', () => maya.modal()?.title === 'Check and resolve')
    await maya.submit()
    const refused = await until('the refusal', () => seesText(maya, channel, 'Not resolved'))
    say(refused.text)
    await cancelAs(maya, stage.slack.as('U0LEE'), channel, 'drill over')
    return {
      channel,
      checks: [
        check(
          'the API is still down',
          !stage.production.world.isApiUp(),
          stage.production.world.queueLength(),
        ),
        check('nothing was changed at AWS', stage.production.aws.writes().length === 0, ''),
        check('the gate says what is not well', refused.text.includes('503'), refused.text),
      ],
    }
  },
}

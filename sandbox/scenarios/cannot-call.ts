import { until } from '../drill/eyes.ts'
import { declareBroken, resolveIncident } from './acts.ts'
import { answerCall, publish } from './outside.ts'
import { check, type Scenario } from './scenario.ts'

const promise = 'All emergency requests continue to be processed.'

export const cannotCall: Scenario = {
  name: 'cannot-call',
  about:
    'customers cannot call: the sentence that says so much as “all is processed” is withheld until it is true',
  async play(stage, say) {
    const maya = stage.slack.as('U0MAYA')
    const { world, statuspage } = stage.production
    const channel = await declareBroken(stage, maya, say, 'slow-queries', 'P1 nobody can order')
    await until('the page’s first words', () => statuspage.incidents.length === 1)
    await answerCall(maya, channel, 'No', say)
    const withheld = await publish(stage, maya, channel, 'Identified', say)
    const first = statuspage.incidents[0]?.updates[0]?.body ?? ''
    world.cure('slow-queries')
    await answerCall(maya, channel, 'Yes', say)
    await maya.command(`#${channel}`, '/incident diagnose')
    await until(
      'new facts',
      () => maya.sees(channel).filter(m => /Diagnostics\* · \d+ of \d+ in/.test(m.text)).length > 1,
    )
    const allowed = await publish(stage, maya, channel, 'Monitoring', say)
    const second = statuspage.incidents[0]?.updates[0]?.body ?? ''
    await resolveIncident(maya, channel, say)
    await publish(stage, maya, channel, 'Resolved', say)
    const last = statuspage.incidents[0]?.updates[0]?.body ?? ''
    return {
      channel,
      checks: [
        check(
          'the sentence was withheld, and the form said why',
          withheld.includes(`Left out: “${promise}” (customers cannot call)`),
          '',
        ),
        check('the public did not read it', !first.includes('continue to be processed'), first),
        check(
          'it was offered once it was true',
          !allowed.includes('Left out') && second.includes(promise),
          second,
        ),
        check('“operating normally” came after the gate had passed', /operating normally/.test(last), last),
        check(
          'four states, one incident',
          statuspage.incidents.length === 1 && statuspage.incidents[0]?.updates.length === 4,
          '',
        ),
      ],
    }
  },
}

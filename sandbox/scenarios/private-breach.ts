import { seesText, until } from '../drill/eyes.ts'
import { check, type Scenario } from './scenario.ts'

const word = 'Zanzibar'

export const privateBreach: Scenario = {
  name: 'private-breach',
  about: 'a breach is handled in private: nothing about it is said anywhere else',
  async play(stage, say) {
    const maya = stage.slack.as('U0MAYA')
    const { state } = stage.slack
    await maya.command('#security', `/incident declare private P1 breach of ${word} vault`)
    say('U0MAYA types /incident declare private P1 …')
    const channel = await until('a private channel', () => maya.channels().find(c => c.startsWith('inc-')))
    await until('the control panel', () => seesText(maya, channel, 'Phase 1'))
    await until('diagnostics', () => seesText(maya, channel, /Diagnostics\* · \d+ of \d+ in/))
    await maya.command(`#${channel}`, `/incident update ${word} is locked down`)
    await maya.command(`#${channel}`, '/incident comms')
    await until('the communications', () => seesText(maya, channel, 'Who was told what'))
    await maya.command(`#${channel}`, '/incident resolve locks changed')
    await until('the resolve form', () => maya.modal()?.title === 'Check and resolve')
    await maya.submit()
    await until('the resolution', () => seesText(maya, channel, 'INCIDENT RESOLVED'))
    await until('the report', () => maya.sees(channel).find(m => m.files.some(f => f.endsWith('.md'))))
    say('resolved, with its report in its own channel')
    const tom = stage.slack.as('U0TOM')
    await tom.command('#emergency-incidents', '/incident list')
    await until('the list', () => seesText(tom, '#emergency-incidents', 'No incident is open'))
    const own = state.channelNamed(channel)
    const insiders = own?.members ?? new Set<string>()
    const traces = [new RegExp(word, 'i'), /INC-\d{8}/, new RegExp(own?.id ?? 'none'), new RegExp(channel)]
    const others = [...state.channels.values()].filter(
      c => c.id !== own?.id && !insiders.has(c.isDirect ?? ''),
    )
    const said = others.flatMap(c => [
      c.topic,
      ...c.messages
        .filter(m => !insiders.has(m.only ?? ''))
        .map(m => JSON.stringify([m.text, m.blocks, m.files])),
    ])
    const leaks = said.filter(s => traces.some(t => t.test(s)))
    const { statuspage, pagerduty, world } = stage.production
    return {
      channel,
      checks: [
        check('the channel is private', own?.isPrivate === true, ''),
        check(
          'nothing in any other channel or direct message',
          leaks.length === 0,
          leaks.join(' | ').slice(0, 200),
        ),
        check('nothing on the status page', statuspage.incidents.length === 0, ''),
        check('nothing was sent to customers', world.told.length === 0, ''),
        check(
          'the pager knows that there is one, and no more',
          pagerduty.incidents.length === 1 && !JSON.stringify(pagerduty.incidents).includes(word),
          pagerduty.incidents[0]?.summary ?? '',
        ),
        check('others see nothing', tom.sees(channel).length === 0, ''),
      ],
    }
  },
}

import { seesText, until } from '../drill/eyes.ts'
import { approveAs, resolveIncident } from './acts.ts'
import { pingsSeen } from './pings.ts'
import { check, type Scenario } from './scenario.ts'

const patienceMs = 60_000

/** A minute of the playbook is a second here. */
export const p1Dark: Scenario = {
  name: 'p1-dark',
  about:
    'the database and every endpoint refuse connections: P1 is proposed, escalated, contained, gated, resolved',
  speed: 60,
  async play(stage, say) {
    const maya = stage.slack.as('U0MAYA')
    const lee = stage.slack.as('U0LEE')
    const tom = stage.slack.as('U0TOM')
    const { world, tyrehero, database, aws } = stage.production
    world.break('api-down')
    world.break('database-down')
    await Promise.all([tyrehero.goDark(), database?.goDark()])
    say('production: nobody listens at the endpoints, and the database refuses connections')

    await tom.command('#emergency-incidents', '/incident declare P3 something is wrong')
    const channel = await until('an incident channel', () => tom.channels().find(c => c.startsWith('inc-')))
    const facts = await until('the facts', () => seesText(tom, channel, 'Evidence suggests'), patienceMs)
    for (const line of facts.text.split('\n')) say(`  ${line}`)
    const proposed = facts.text.includes('*Evidence suggests P1*')
    await tom.press('Why?', channel)
    const why = await until('the rules', () => tom.modal()?.text)
    tom.close()
    await tom.press('Make it P1', channel)
    await until('the P1', () => seesText(tom, channel, /P1 · something is wrong/))
    const since = Date.now()
    say('U0TOM presses Make it P1; nobody acknowledges')
    await until(
      'the level after five minutes',
      () => pingsSeen(stage).some(p => p.user === 'U0LEE' && p.at - since >= 4000),
      patienceMs,
    )
    const pinged = [...new Set(pingsSeen(stage).map(p => p.user))]

    await maya.command(channel, '/incident ack')
    await until('the acknowledgement', () => seesText(maya, channel, 'acknowledged by'))
    await maya.press('Contain', channel)
    await until('the previews', () => maya.modal()?.submit === 'Ask for approval', patienceMs)
    await maya.submit()
    await approveAs(lee, say)
    const done = await until(
      'the end of the containment',
      () =>
        maya
          .sees(channel)
          .findLast(m => /^\S+ \*.*: (done|rejected|not run|\d+ of \d+ (failed|not run))/.test(m.text)),
      patienceMs,
    )
    for (const line of done.text.split('\n')) say(`  ${line}`)
    await maya.press('Check and resolve', channel)
    await until('the resolve form', () => maya.modal()?.title === 'Check and resolve')
    await maya.submit()
    const refused = await until(
      'the gate’s no',
      () => seesText(maya, channel, '*Not resolved*: recovery is not confirmed'),
      patienceMs,
    )
    for (const line of refused.text.split('\n')) say(`  ${line}`)
    const open = seesText(maya, channel, 'INCIDENT RESOLVED') === undefined
    world.cure('database-down')
    await Promise.all([tyrehero.comeBack(), database?.comeBack()])
    say('production: the database takes connections again, and the new tasks serve callers')
    await resolveIncident(maya, channel, say)
    const line = (words: string) => facts.text.split('\n').find(l => l.includes(words)) ?? ''
    return {
      channel,
      checks: [
        check('no answer is down: every endpoint is ❌', /❌[^\n]*refused/.test(facts.text), line('API')),
        check(
          'the database is ❌, not “could not tell”',
          /❌[^\n]*[Dd]atabase/.test(facts.text),
          line('atabase'),
        ),
        check('P1 is proposed', proposed, line('Evidence')),
        check('and the rules say why', /availab|endpoint|database/i.test(why), why.split('\n')[0] ?? ''),
        check(
          'the matrix runs: on-call engineers and the manager at once, the secondary again',
          ['U0MAYA', 'U0LEE', 'U0GRACE'].every(u => pinged.includes(u)),
          pinged.join(' '),
        ),
        check('containment is done', done.text.startsWith('✅ *'), done.text.split('\n')[0] ?? ''),
        check('with one restart and one scale at AWS', aws.writes().length === 2, aws.writes().length),
        check(
          'while nobody can be reached the gate does not let it end',
          open,
          refused.text.split('\n')[0] ?? '',
        ),
        check('and names what is down', /❌[^\n]*HTTP 000/.test(refused.text), refused.text),
        check(
          'once it is back the incident is resolved',
          seesText(maya, channel, 'INCIDENT RESOLVED') !== undefined,
          '',
        ),
      ],
    }
  },
}

import { Client } from 'pg'
import { seesText, until } from '../drill/eyes.ts'
import { approveAs, declareBroken, resolveIncident } from './acts.ts'
import { audit, exportAgain, reportOf, talk, templateSections, writeDown } from './learning.ts'
import { publish, tellCustomers } from './outside.ts'
import { check, type Scenario } from './scenario.ts'

export const p1Database: Scenario = {
  name: 'p1-database',
  about: 'reports block the database; those queries that were previewed are ended, a later one is left alone',
  async play(stage, say) {
    const maya = stage.slack.as('U0MAYA')
    const lee = stage.slack.as('U0LEE')
    const { world, env, statuspage, pagerduty } = stage.production
    const channel = await declareBroken(stage, maya, say, 'slow-queries', 'P1 nobody can order')
    const facts = seesText(maya, channel, 'Evidence suggests')?.text ?? ''
    say(`  ${facts.split('\n').find(l => l.includes('Evidence suggests')) ?? ''}`)
    await maya.press('Why?', channel)
    const rules = await until('the rules', () => maya.modal()?.text)
    for (const line of rules.split('\n')) say(`  ${line}`)
    maya.close()
    await maya.command(`#${channel}`, '/incident validate')
    const form = await until('what it sends', () => maya.modal())
    say('U0MAYA asks whether it is over: /incident validate shows what it will send')
    for (const line of form.text.split('\n')) say(`  ${line}`)
    await maya.submit()
    // Until they are old enough to count as long-running.
    await new Promise(resolve => setTimeout(resolve, 2500))
    await maya.command(`#${channel}`, '/incident investigate')
    say('U0MAYA types /incident investigate')
    const found = await until(
      'the investigation',
      () => seesText(maya, channel, /Investigation\* · \d of \d parts in/),
      60_000,
    )
    for (const line of found.text.split('\n')) say(`  ${line}`)
    const files = await until('its files', () =>
      maya.sees(channel).find(m => m.files.some(f => f.endsWith('.png'))),
    )
    say(`files: ${files.files.join(', ')}`)
    const unwell = await until(
      'the gate’s no',
      () => seesText(maya, channel, 'Recovery is not confirmed'),
      60_000,
    )
    for (const line of unwell.text.split('\n')) say(`  ${line}`)
    talk(stage, channel, say)
    await publish(stage, maya, channel, 'Identified', say)
    await tellCustomers(stage, maya, lee, channel, 'sms', say)
    await maya.command(`#${channel}`, '/incident fix database')
    const shown = await until('the previews', () =>
      maya.modal()?.submit === 'Ask for approval' ? maya.modal() : undefined,
    )
    for (const line of shown.text.split('\n')) say(`  ${line}`)
    await maya.submit()
    await until('the request', () => seesText(maya, channel, 'Approve for '))
    const latecomer = new Client({ connectionString: env.DATABASE_URL, application_name: 'latecomer' })
    let latecomerEnded = false
    latecomer.on('error', () => {
      latecomerEnded = true
    })
    await latecomer.connect()
    const sleeping = latecomer.query('SELECT pg_sleep(30)').catch(() => {
      latecomerEnded = true
    })
    await new Promise(resolve => setTimeout(resolve, 2500))
    say('meanwhile another query has grown old too')
    const before = world.isApiUp()
    await approveAs(lee, say)
    await until(
      'the queries’ end',
      () => seesText(maya, channel, '3 ended, none of them runs any more'),
      30_000,
    )
    await until('both steps', () => seesText(maya, channel, /: done.*Restart the connection pooler/s), 40_000)
    const { patches } = stage.production.kubernetes
    const after = world.isApiUp()
    say(`the API is ${after ? 'up' : 'still down'}`)
    await publish(stage, maya, channel, 'Monitoring', say)
    await resolveIncident(maya, channel, say)
    await publish(stage, maya, channel, 'Resolved', say)
    // The page is read back: part of the story, which is then the same in both exports.
    await until('the word of it', () => seesText(maya, channel, /Status page.*: Resolved/))
    await writeDown(maya, channel, say)
    const unequal = await exportAgain(stage, maya, channel)
    const report =
      reportOf(stage, /report-\d+\.md$/)
        .at(-1)
        ?.toString() ?? ''
    const id = /^inc-\d{8}-\d{6}(-\d+(?=-))?/.exec(channel)?.[0].toUpperCase() ?? ''
    const audited = audit(stage, id)
    await until('the pager', () => pagerduty.incidents[0]?.status === 'resolved')
    const resolved = seesText(maya, channel, 'INCIDENT RESOLVED')?.text ?? ''
    const spared = !latecomerEnded
    await latecomer.end().catch(() => undefined)
    await Promise.race([sleeping, new Promise(resolve => setTimeout(resolve, 200))])
    return {
      channel,
      checks: [
        check('the severity was assessed with reasons', /suggests P1.*service available: no/.test(facts), ''),
        check(
          'every rule has its input and verdict',
          rules.split('\n').filter(l => /(❗|✅|⚠️).*found: /.test(l)).length >= 12,
          '',
        ),
        check(
          'the guilty query is named, and who waits for it',
          /Runs for [\d.]+ s: pid \d+ \(postgres, report-job-1\).*month's report/.test(found.text) &&
            /report-job-[23]\) waits [\d.]+ s for pid \d+ \(report-job-1\)/.test(found.text),
          '',
        ),
        check(
          'the guilty pattern leads the logs',
          /×\d+ {2}ERROR \[db\] timeout acquiring/.test(found.text),
          '',
        ),
        check('what was costly before is listed', /in 1 calls.*last month's report/.test(found.text), ''),
        check(
          'the picture is in the channel',
          files.files.some(f => f.endsWith('.png')),
          files.files.join(' '),
        ),
        check('the gate said no before', /❌ api.tyrehero.com\/health/.test(unwell.text), ''),
        check(
          'and yes afterwards, beside how it was',
          /✅ api.tyrehero.com\/health · HTTP 200 \(was ❌ HTTP 503/.test(resolved),
          '',
        ),
        check('the test request was sent once', world.testRequests === 1, `${world.testRequests}`),
        check(
          'the public read four states of one incident',
          statuspage.incidents.length === 1 &&
            statuspage.incidents[0]?.updates.map(u => u.status).join() ===
              'resolved,monitoring,identified,investigating',
          statuspage.incidents[0]?.name ?? '',
        ),
        check(
          'the pager has one incident, resolved with ours',
          pagerduty.incidents.length === 1 && pagerduty.incidents[0]?.status === 'resolved',
          pagerduty.incidents[0]?.summary ?? '',
        ),
        check(
          'customers were told once',
          world.told.length === 1 && /^TyreHero Update/.test(world.told[0]?.message ?? ''),
          world.told[0]?.message ?? '',
        ),
        check(
          'the post-mortem has every section of the template',
          templateSections.every(x => report.includes(x)),
          templateSections.filter(x => !report.includes(x)).join(', '),
        ),
        check(
          'what was said stands in it, edits and deletions as such',
          /the database is locked _\(edited .*before: the databse is locked/.test(report) &&
            report.includes('_(deleted by its author') &&
            !report.includes('hunter2'),
          '',
        ),
        check(
          'the root cause and the action item too',
          report.includes('The report locks the whole table') &&
            report.includes('| Give reports their own replica | Lee Carter |'),
          '',
        ),
        check(
          'the same story exported twice is the same, byte for byte',
          unequal.length === 0,
          unequal.join(', '),
        ),
        check('the audit passes', audited.ok, audited.words),
        check('the connections were counted first', /connections: .*active/.test(shown.text), ''),
        check(
          'the preview names the guilty ones',
          (shown.text.match(/report-job-\d/g) ?? []).length === 3,
          '',
        ),
        check('nothing happened before the approval', !before, before ? 'up' : 'down'),
        check('ending them cured it', after, after ? 'up' : 'down'),
        check('the pooler was restarted by one call', patches.length === 1, `${patches.length} patches`),
        check('a query that came later was left alone', spared, spared ? 'runs' : 'was ended'),
      ],
    }
  },
}

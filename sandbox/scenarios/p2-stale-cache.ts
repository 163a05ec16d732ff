import { Redis } from 'ioredis'
import { seesText, until } from '../drill/eyes.ts'
import { approveAs, resolveIncident } from './acts.ts'
import { check, type Scenario } from './scenario.ts'

export const p2StaleCache: Scenario = {
  name: 'p2-stale-cache',
  about:
    'the cache holds old prices; restart, empty it with its name typed, and warm it, each after the other',
  async play(stage, say) {
    const maya = stage.slack.as('U0MAYA')
    const lee = stage.slack.as('U0LEE')
    const { world, aws, cache } = stage.production
    const inCache = new Redis(cache?.socket ?? '', { lazyConnect: true })
    await inCache.connect()
    for (let n = 0; n < 50; n++) await inCache.set(`price:${n}`, 'old')
    await maya.command('#emergency-incidents', '/incident declare P2 old prices')
    const channel = await until('an incident channel', () => maya.channels().find(c => c.startsWith('inc-')))
    await until('the control panel', () => seesText(maya, channel, 'Phase 1'))
    await maya.command(`#${channel}`, '/incident fix application')
    const shown = await until('the previews', () =>
      maya.modal()?.submit === 'Ask for approval' ? maya.modal() : undefined,
    )
    for (const line of shown.text.split('\n')) say(`  ${line}`)
    await maya.submit()
    await approveAs(lee, say, { 'Type “application-cache” to confirm': 'application-cache' })
    await until('a restart', () => aws.writes().length === 1)
    const early = (await inCache.dbsize()) === 0
    await until('all three steps', () => seesText(maya, channel, /: done.*Warm critical caches/s), 40_000)
    const keys = await inCache.dbsize()
    inCache.disconnect()
    await resolveIncident(maya, channel, say)
    const own = stage.slack.ledger.calls.some(c => JSON.stringify(c.args).includes('sandbox-admin-token'))
    return {
      channel,
      checks: [
        check(
          'the preview counts the keys and hides the token',
          shown.text.includes('50 keys') && shown.text.includes('[ADMIN_TOKEN]'),
          '',
        ),
        check(
          'each step waited for the one before',
          !early,
          early ? 'emptied before the restart was done' : '',
        ),
        check('the cache is empty', keys === 0, `${keys} keys`),
        check('it was warmed once', world.cacheWarmed === 1, `${world.cacheWarmed}`),
        check('the token was shown nowhere', !own, ''),
        check('the bot kept its own Redis', (await stage.readLog(idOf(channel))).length > 10, ''),
      ],
    }
  },
}

const idOf = (channel: string) => /^inc-\d{8}-\d{6}/.exec(channel)?.[0].toUpperCase() ?? ''

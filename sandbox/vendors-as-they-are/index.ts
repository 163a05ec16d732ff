import { withFixes } from '../lost-outcomes/kinds.ts'
import { type Check, check, type Scenario } from '../scenarios/scenario.ts'
import { containers } from './containers.ts'
import { data, readerEnv } from './data.ts'
import { logs } from './logs.ts'
import { pager } from './pager.ts'
import type { Part } from './play.ts'
import { statusPage } from './status-page.ts'

const parts: Part[] = [pager, statusPage, containers, data, logs]
/** One bot listens to the pager; which port that is differs from drill to drill. */
const port = 20_000 + (process.pid % 20_000)

export const vendorsAsTheyAre: Scenario = {
  name: 'vendors-as-they-are',
  about:
    'PagerDuty, Statuspage, AWS, Kubernetes and PostgreSQL behave as they really do; people read what is so',
  speed: 20,
  playbook: withFixes,
  env: (n, given) => ({ ...readerEnv(given), ...(n === 0 ? { PORT: `${port}` } : {}) }),
  async play(stage, say) {
    for (const name of ['svc-restart', 'svc-rollback']) stage.production.world.addService(name)
    const checks: Check[] = []
    const add = (name: string, ok: boolean, detail: string | number = '') => {
      checks.push(check(name, ok, detail))
      say(`${ok ? 'held' : 'BROKEN'}: ${name} (${detail})`)
    }
    const play = {
      stage,
      maya: stage.slack.as('U0MAYA'),
      lee: stage.slack.as('U0LEE'),
      webhooks: `http://127.0.0.1:${port}/webhooks/pagerduty`,
      add,
    }
    for (const part of parts) {
      say(part.name)
      await part.play(play).catch((error: unknown) => {
        add(
          `${part.name} can be played to its end`,
          false,
          error instanceof Error ? error.message : String(error),
        )
      })
      play.maya.close()
      play.lee.close()
    }
    const channel = play.maya.channels().findLast(c => c.startsWith('inc-')) ?? ''
    return { channel, checks }
  },
}

import { until } from '../drill/eyes.ts'
import { declare, type Part, patienceMs } from './play.ts'

/** Statuspage: its own number for too many requests, its impact, its components. */
export const statusPage: Part = {
  name: 'Statuspage',
  async play(p) {
    const { stage, maya, add } = p
    const { statuspage } = stage.production
    statuspage.plan('throttle-without-hint', 2)
    const known = statuspage.incidents.length
    const channel = await declare(p, 'P2', 'page talks')
    const shown = () => statuspage.incidents[known]
    await until('the page', () => shown() !== undefined, patienceMs)
    add('E6: HTTP 420 is a limit that is waited for', statuspage.incidents.length === known + 1)
    add(
      'E6: components are sent with a state',
      shown()?.states['emergency-service'] === 'partial_outage',
      JSON.stringify(shown()?.states),
    )
    const words = shown()?.updates.length
    await maya.command(channel, '/incident severity P1 nobody can call')
    await until('the graver impact', () => shown()?.impact === 'critical', patienceMs)
    add(
      'E6: a severity that is raised raises the impact, without new words',
      shown()?.updates.length === words && shown()?.states['emergency-service'] === 'major_outage',
      shown()?.updates.length ?? 0,
    )
  },
}

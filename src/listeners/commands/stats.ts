import { statsOf } from '../../incident/learning/stats.ts'
import { stats as statsMessage } from '../../messages/index.ts'
import { loadMany } from '../../runbook/load-many.ts'
import { refuse, tell } from '../answer.ts'
import type { Subcommand } from './subcommand.ts'

const mostIncidents = 500
const usualDays = 30
const mostDays = 365
const dayMs = 86_400_000

export const stats: Subcommand = {
  name: 'stats',
  usage: 'stats [DAYS]',
  help: 'how the incidents of the last days went: how many, acknowledged and resolved how fast',
  async run(g, text) {
    const days = text.trim() === '' ? usualDays : Number(/^(\d{1,3})\s*(?:d|days?)?$/i.exec(text.trim())?.[1])
    if (Number.isNaN(days) || days < 1 || days > mostDays)
      return refuse(g, {
        refused: `“${text.slice(0, 60)}” is not a number of days.`,
        next: `Type /incident stats 30, at most ${mostDays}.`,
      })
    const { store } = g.runbook
    const ids = await store.listAll(mostIncidents)
    const { states, unreadable } = await loadMany(g.runbook, ids)
    const now = await store.now()
    const found = statsOf(states, now - days * dayMs, now)
    await tell(g, statsMessage(found, { days, most: mostIncidents, unreadable: unreadable.length }))
  },
}

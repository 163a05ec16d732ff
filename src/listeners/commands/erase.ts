import { safe } from '../../blocks/index.ts'
import { answer, refusal } from '../../messages/index.ts'
import { actorOf, tell } from '../listen.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

/** Slack's link to a message ends in its id: p1737383520000100. */
const messageLink = /p(\d{10})(\d{6})\b/

export const erase: Subcommand = {
  name: 'erase',
  usage: 'erase LINK',
  help: 'takes a message out of what is kept, its author or the commander may; the timeline stays whole',
  run: (g, text) =>
    withIncident(g, async i => {
      const [, seconds, rest] = messageLink.exec(text) ?? []
      const ts = `${seconds}.${rest}`
      const kept = (await g.runbook.chatLog.list(i.id)).find(m => m.ts === ts)
      if (kept === undefined)
        return tell(
          g,
          refusal({
            refused: 'No such message is kept here.',
            next: 'Copy its link in Slack: /incident erase LINK',
          }),
        )
      const actor = await actorOf(g, await g.runbook.policies.of(i.playbook))
      if (kept.user !== actor.user && i.roles.commander !== actor.user)
        return tell(
          g,
          refusal({
            refused: 'Only its author or the commander may erase a message.',
            next: 'Ask one of them.',
          }),
        )
      await g.runbook.chatLog.erase(i.id, ts)
      await tell(g, answer(safe`Erased from what Pitcrew keeps. In Slack it is deleted by its author.`))
    }),
}

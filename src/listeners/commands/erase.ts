import { safe } from '../../blocks/index.ts'
import { answer } from '../../messages/index.ts'
import { refuse, tell, toldRefusal } from '../answer.ts'
import { actorOf, command } from '../listen.ts'
import { withIncident } from './here.ts'
import type { Subcommand } from './subcommand.ts'

/** Slack's link to a message ends in its id: p1737383520000100. */
const messageLink = /p(\d{10})(\d{6})\b/

export const erase: Subcommand = {
  name: 'erase',
  usage: 'erase LINK',
  help: 'takes a message out of what is kept, its author or the commander may; the timeline records who did it',
  run: (g, text) =>
    withIncident(g, async i => {
      const [, seconds, rest] = messageLink.exec(text) ?? []
      const ts = `${seconds}.${rest}`
      const kept = (await g.runbook.chatLog.list(i.id)).find(m => m.ts === ts)
      if (kept === undefined)
        return refuse(g, {
          refused: 'No such message is kept here.',
          next: 'Copy its link in Slack: /incident erase LINK',
        })
      const actor = await actorOf(g, await g.runbook.policies.of(i.playbook))
      if (kept.user !== actor.user && i.roles.commander !== actor.user)
        return refuse(g, {
          refused: 'Only its author or the commander may erase a message.',
          next: 'Ask one of them.',
        })
      // The timeline records who erased a message, and when it was said, before Pitcrew erases it.
      const said = new Date(Number(seconds) * 1000).toISOString().slice(0, 19).replace('T', ' ')
      const own = kept.user === actor.user ? 'their own message' : 'another person’s message'
      const note = `Erased ${own} of ${said} UTC from the conversation that Pitcrew keeps`
      if (await toldRefusal(g, await command(g, i.id, { type: 'add-note', text: note }))) return
      await g.runbook.chatLog.erase(i.id, ts)
      await tell(g, answer(safe`Erased from what Pitcrew keeps. In Slack it is deleted by its author.`))
    }),
}

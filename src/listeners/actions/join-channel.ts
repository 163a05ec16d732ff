import { channelRef, safe } from '../../blocks/index.ts'
import { authorise } from '../../incident/authorise.ts'
import { answer } from '../../messages/index.ts'
import { tell, toldRefusal } from '../answer.ts'
import { bringIn } from '../bring-in.ts'
import { actorOf } from '../listen.ts'
import type { IncidentButton } from './button.ts'

export const joinChannel: IncidentButton = {
  id: 'join-channel',
  async run(g, { incident }) {
    const refused = authorise(await actorOf(g, g.runbook.policies.current()))
    if (refused !== undefined) return void (await toldRefusal(g, refused))
    if (await bringIn(g, incident))
      await tell(g, answer(safe`You are in ${channelRef(incident.channel?.id ?? '')}.`))
  },
}

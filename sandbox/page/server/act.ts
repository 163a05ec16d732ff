import type { startProduction } from '../../production.ts'
import type { startSlack } from '../../slack/index.ts'
import type { Act, Acted } from '../wire.ts'
import { isFault } from './production-panel.ts'
import type { Reads } from './snapshot.ts'
import { failMethod, switchFault } from './traffic.ts'

export type Parts = {
  slack: Awaited<ReturnType<typeof startSlack>>
  production: Awaited<ReturnType<typeof startProduction>>
  reads: Reads
}

/** Does what the page asks for, as that person; what Slack or production refuses comes back as words. */
export async function act({ slack, production, reads }: Parts, user: string, a: Act): Promise<Acted> {
  const client = slack.client(user)
  try {
    switch (a.do) {
      case 'type':
        if (a.text.startsWith('/') && a.thread === undefined) await client.command(a.channel, a.text)
        else client.say(a.channel, a.text, a.thread)
        break
      case 'edit':
        client.edit(a.channel, a.ts, a.text)
        break
      case 'remove':
        client.remove(a.channel, a.ts)
        break
      case 'react':
        client.react(a.channel, a.ts, a.name)
        break
      case 'join':
        client.join(a.channel)
        break
      case 'read':
        reads.mark(user, client.channel(a.channel))
        break
      case 'press':
        await client.pressInMessage(a.channel, a.ts, a)
        break
      case 'press-view':
        await client.pressInView(a.view, a, a.values)
        break
      case 'submit':
        await client.submit(a.view, a.values)
        break
      case 'close':
        client.close(a.all)
        break
      case 'shortcut':
        await client.shortcut(a.callbackId)
        break
      case 'message-shortcut':
        await client.messageShortcut(a.callbackId, a.channel, a.ts)
        break
      case 'home':
        client.openHome()
        break
      case 'dismiss':
        client.dismiss(a.channel, a.ts)
        break
      case 'break':
      case 'cure':
        if (!isFault(a.fault)) throw new Error(`There is no fault “${a.fault}”.`)
        production.world[a.do](a.fault)
        break
      case 'scale':
        scaleByHand(production, a.service, a.by)
        break
      case 'fail-method':
        failMethod(slack, a.method, a.how, a.code, a.times)
        break
      case 'heal-method':
        slack.faults.end(a.id)
        break
      case 'slack':
        switchFault(slack, a.fault, a.on)
        break
      default:
        throw new Error('The page asked for something unknown.')
    }
    return { ok: true }
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) }
  }
}

/** Somebody else changes production meanwhile. */
function scaleByHand({ world }: Parts['production'], id: string, by: number): void {
  const service = world.services[id]
  if (service === undefined) throw new Error(`There is no service “${id}”.`)
  service.scale(Math.max(0, service.desired() + Math.sign(by)))
}

import { channelWords, message, safe, section } from '../../blocks/index.ts'
import type { Announcer } from '../../runbook/ports/announcer.ts'
import type { Chat } from '../../runbook/ports/chat.ts'
import type { Directory } from '../../runbook/ports/directory.ts'
import { NotSent } from '../../runbook/ports/faults.ts'

/** The playbook's own words in a channel by its name; the request's id stands in the message's metadata. */
export function createAnnouncer(chat: Chat, directory: Directory): Announcer {
  async function idOf(name: string): Promise<string> {
    const id = await directory.channelId(name)
    if (id === undefined)
      throw new NotSent('channel_not_found', `there is no ${channelWords(name)}, which the playbook names`)
    if (await directory.isShared(id))
      throw new NotSent(
        'shared-channel',
        `${channelWords(name)} is shared with another company (Slack Connect)`,
      )
    return id
  }
  const effect = (request: string) => `announce-${request}`
  return {
    async post(channel, words, request) {
      const text = safe`${words}`
      const { ts } = await chat.post(await idOf(channel), message(text, [section(text)]), {
        effect: effect(request),
      })
      return { ts }
    },
    async find(channel, request, since) {
      const found = await chat.findPost(await idOf(channel), effect(request), since)
      return found === undefined ? undefined : { ts: found.ts }
    },
  }
}

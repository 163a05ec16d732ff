import {
  authorsOf,
  channelWords,
  type Message,
  markDrill,
  nameAuthors,
  redact,
  redactMessage,
} from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'
import type { Chat, Upload } from './ports/chat.ts'
import type { Directory } from './ports/directory.ts'
import { NotSent } from './ports/faults.ts'
import type { Audience, Outbound } from './ports/outbound.ts'

/** What goes first where Slack lets few through: severity, then what is said to one person. */
const rank = { P1: 3, P2: 2, P3: 1, P4: 0 } as const

/** The rules every message passes: redaction, private incidents stay private, drills say so. */
export function createOutbound(chat: Chat, directory: Directory): Outbound {
  async function channelOf(incident: Incident, audience: Audience): Promise<string> {
    switch (audience.to) {
      case 'incident':
        return need(incident.channel?.id, `${incident.id} has no channel yet`)
      case 'emergency':
        return named(incident, incident.emergencyChannel)
      case 'named': {
        const id = await named(incident, audience.channel)
        await requireOwn(directory, id, audience.channel)
        return id
      }
      case 'direct':
        return chat.openDirect(audience.user)
      case 'only':
        return audience.channel
    }
  }

  async function named(incident: Incident, name: string): Promise<string> {
    if (incident.visibility === 'private')
      throw new NotSent('private', `${incident.id} is private: nothing about it goes to a public channel`)
    return need(
      await directory.channelId(name),
      `there is no ${channelWords(name)}, which the playbook names`,
    )
  }

  /** An announcement does not wait for a search: Slack takes a channel's name where a message is posted. */
  async function addressOf(incident: Incident, audience: Audience): Promise<string> {
    try {
      return await channelOf(incident, audience)
    } catch (error) {
      const searching = error instanceof NotSent && error.code === 'channel-not-known-yet'
      if (!searching || audience.to !== 'emergency') throw error
      return `#${incident.emergencyChannel}`
    }
  }

  return {
    async post(incident, audience, message, effect, sending) {
      const channel = await addressOf(incident, audience)
      const thread = threadOf(audience)
      const broadcast = audience.to === 'emergency' && audience.broadcast === true
      return chat.post(channel, await dress(incident, message, directory), {
        effect,
        priority: rank[incident.severity] * 2 + (audience.to === 'direct' ? 1 : 0),
        ...(thread === undefined ? {} : { thread }),
        ...(broadcast ? { broadcast } : {}),
        ...sending,
      })
    },
    async find(incident, audience, effect, since) {
      return chat.findPost(await channelOf(incident, audience), effect, since, threadOf(audience))
    },
    edit: async (incident, ref, message) => chat.edit(ref, await dress(incident, message, directory)),
    upload: async (incident, files, comment, thread) =>
      chat.upload(await channelOf(incident, { to: 'incident' }), files.map(clean), redact(comment), thread),
    setTopic: async (incident, topic) =>
      chat.setTopic(await channelOf(incident, { to: 'incident' }), redact(topic)),
  }
}

/** Files for programs keep their bytes: what they are made of was redacted when it was recorded. */
const clean = (file: Upload): Upload => ({
  ...file,
  title: redact(file.title),
  ...(typeof file.content === 'string' && /\.(?:md|txt|log)$/.test(file.name)
    ? { content: redact(file.content) }
    : {}),
})

const threadOf = (audience: Audience) => ('thread' in audience ? audience.thread : undefined)

/** Nothing that is meant for our own people goes where another company reads along. */
async function requireOwn(directory: Directory, channel: string, name: string): Promise<void> {
  if (!(await directory.isShared(channel))) return
  throw new NotSent(
    'shared-channel',
    `${channelWords(name)} is shared with another company (Slack Connect), so nothing was posted there`,
    { owner: 'channel' },
  )
}

/** How long a message waits for the names of its authors: an emergency does not wait for a look-up that hangs. */
const namesWithinMs = 500

async function dress(incident: Incident, message: Message, directory: Directory): Promise<Message> {
  const clean = nameAuthors(redactMessage(message), await namesOf(authorsOf(message), directory))
  if (incident.mode === 'live') return clean
  return markDrill(clean)
}

async function namesOf(users: string[], directory: Directory): Promise<Record<string, string>> {
  if (users.length === 0) return {}
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<Record<string, string>>(resolve => {
    timer = setTimeout(() => resolve({}), namesWithinMs)
  })
  return Promise.race([directory.displayNames(users), tooLate]).finally(() => clearTimeout(timer))
}

function need(value: string | undefined, why: string): string {
  if (value === undefined) throw new NotSent('channel_not_found', why)
  return value
}

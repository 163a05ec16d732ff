import { colourOf } from '../../slack/attachments.ts'
import type { startSlack } from '../../slack/index.ts'
import { type Channel, isGuest, type Message, type View } from '../../slack/state.ts'
import type { WireChannel, WireMessage, WirePerson, WireView } from '../wire.ts'

type Slack = Awaited<ReturnType<typeof startSlack>>
const messagesShown = 400

/** What each person has read of each channel, as the newest `ts` they saw. */
export class Reads {
  readonly #read = new Map<string, string>()
  mark(user: string, channel: Channel): void {
    this.#read.set(`${user} ${channel.id}`, channel.messages.at(-1)?.ts ?? '0')
  }
  of(user: string, channel: Channel): string {
    return this.#read.get(`${user} ${channel.id}`) ?? '0'
  }
}

/** Everything of Slack that one person can see, in parts. */
export function slackParts(slack: Slack, user: string, reads: Reads): Record<string, unknown> {
  const { state } = slack
  const me = state.users.get(user)
  state.direct(user)
  const mine = [...state.channels.values()].filter(c => c.members.has(user) || (!c.isPrivate && !isGuest(me)))
  const parts: Record<string, unknown> = {
    people: [...state.users.values()]
      .filter(u => u.deleted !== true)
      .map(
        (u): WirePerson => ({
          id: u.id,
          name: u.name,
          realName: u.realName,
          title: u.title ?? '',
          tz: u.tz ?? 'UTC',
          guest: isGuest(u),
          bot: u.id === state.botUser,
        }),
      ),
    groups: state.groups,
    channels: mine.map(c => channelFor(c, user, reads, slack)),
    views: (state.stacks.get(user) ?? []).map(toWire),
    home: state.homes.has(user) ? toWire(state.homes.get(user) as View) : null,
  }
  for (const c of mine)
    parts[`messages:${c.id}`] = visible(c, user)
      .slice(-messagesShown)
      .map(m => messageFor(c, m))
  return parts
}

const visible = (c: Channel, user: string) => c.messages.filter(m => m.only === undefined || m.only === user)

function channelFor(c: Channel, user: string, reads: Reads, { state }: Slack): WireChannel {
  const since = reads.of(user, c)
  const isMember = c.members.has(user)
  const fresh = isMember ? visible(c, user).filter(m => m.ts > since && m.user !== user) : []
  const groups = state.groups.filter(g => g.users.includes(user)).map(g => `<!subteam^${g.id}`)
  const calls = [`<@${user}`, '<!channel', '<!here', '<!everyone', ...groups]
  const names = (m: Message) => {
    const words = m.text + JSON.stringify(m.blocks)
    return c.isDirect !== undefined || calls.some(call => words.includes(call))
  }
  return {
    id: c.id,
    name: c.isDirect === undefined ? c.name : 'pitcrew',
    topic: c.topic,
    isPrivate: c.isPrivate,
    isDirect: c.isDirect !== undefined,
    isMember,
    archived: c.archived,
    members: [...c.members],
    unread: fresh.length,
    mentions: fresh.filter(names).length,
  }
}

function messageFor(c: Channel, m: Message): WireMessage {
  return {
    ts: m.ts,
    user: m.user,
    text: m.text,
    blocks: m.blocks,
    attachments: (m.attachments ?? []).map(a => ({
      colour: colourOf(a),
      ...(a.text === undefined ? {} : { text: a.text }),
      fields: (a.fields ?? []).map(({ title = '', value = '', short = false }) => ({ title, value, short })),
    })),
    ...(m.thread_ts === undefined ? {} : { thread: m.thread_ts }),
    ...(m.subtype === 'thread_broadcast' ? { broadcast: true as const } : {}),
    edited: m.edited ?? false,
    only: m.only !== undefined,
    files: (m.files ?? []).map(f => ({ id: f.id, name: f.name, title: f.title, size: f.size })),
    reactions: m.reactions ?? [],
    pinned: c.pins.has(m.ts),
  }
}

function toWire(view: View): WireView {
  const { owner: _, state: __, hash: ___, private_metadata: ____, ...shown } = view
  return { ...shown, type: view.type === 'home' ? 'home' : 'modal' } as WireView
}

import type { KnownBlock, ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import { type Message, nameAuthors, redact, type View } from '../../blocks/index.ts'
import type { Chat, MessageRef } from '../../runbook/ports/chat.ts'
import { NotSent } from '../../runbook/ports/faults.ts'
import type { ChannelIds } from './channel-ids.ts'
import { inviteAll, readOpenChannel } from './channels.ts'
import type { SlackClients } from './clients.ts'
import { callSlack, readSlack } from './errors.ts'
import { createFiles } from './files.ts'
import { readHistory } from './history.ts'
import { createPostGate, type Urgency } from './post-gate.ts'
import { asMember } from './rejoin.ts'

const metadataType = 'pitcrew_effect'
const historyPage = 500
/** How late it may be noticed that somebody was deactivated: opening their channel is what Slack refuses. */
const keepDirectMs = 2 * 60_000

/** The chat port on Slack's Web API. */
export function createChat(
  { writing, reading }: SlackClients,
  botUserId: () => string,
  channels: Pick<ChannelIds, 'findOwn'>,
  urgency?: Urgency,
  /** Told what became of each post. */
  onPost: (error?: unknown) => void = () => {},
): Chat {
  const files = createFiles(writing, reading)
  const gate = createPostGate(urgency)
  /** A person's direct channel never changes; but it takes messages when they have left, and nobody reads them. */
  const directs = new Map<string, { id: string; at: number }>()
  const chat: Chat = {
    async createChannel({ name, isPrivate }) {
      const { channel } = await callSlack('conversations.create', () =>
        writing.conversations.create({ name, is_private: isPrivate }),
      )
      return { id: need(channel?.id, 'conversations.create', 'channel.id'), name: channel?.name ?? name }
    },
    async findChannel(name) {
      const found = await channels.findOwn(name)
      if (found === undefined) return undefined
      const { id = '', is_archived: archived = false, creator } = found
      return { id, name, archived, ours: creator === botUserId() }
    },
    async checkChannel(id) {
      await readOpenChannel(reading, id)
    },
    async enterChannel(id) {
      const channel = await readOpenChannel(reading, id)
      if (!channel?.is_member && !channel?.is_private)
        await callSlack('conversations.join', () => writing.conversations.join({ channel: id }))
      return { id, name: channel?.name ?? id, isPrivate: channel?.is_private ?? false }
    },
    async invite(channel, users) {
      if (users.length === 0) return []
      const together = await inviteAll(writing, channel, users)
      if (together === undefined) return []
      // One person who cannot be invited must not keep the others out.
      const each = await Promise.all(
        users.map(async user => ({ user, why: await inviteAll(writing, channel, [user]) })),
      )
      return each.flatMap(({ user, why }) => (why === undefined ? [] : [{ user, why }]))
    },
    async setTopic(channel, topic) {
      await asMember(writing, channel, () =>
        callSlack('conversations.setTopic', () => writing.conversations.setTopic({ channel, topic })),
      )
    },
    async pin({ channel, ts }) {
      try {
        await asMember(writing, channel, () =>
          callSlack('pins.add', () => writing.pins.add({ channel, timestamp: ts })),
        )
      } catch (error) {
        if (!(error instanceof NotSent) || error.code !== 'already_pinned') throw error
      }
    },
    async openDirect(user) {
      const known = directs.get(user)
      if (known !== undefined && performance.now() - known.at < keepDirectMs) return known.id
      const { channel } = await callSlack('conversations.open', () =>
        writing.conversations.open({ users: user }),
      )
      const id = need(channel?.id, 'conversations.open', 'channel.id')
      directs.set(user, { id, at: performance.now() })
      return id
    },
    async post(channel, message, { effect, thread, broadcast, priority = 0, beforeSend, atOnce }) {
      const send = () =>
        callSlack('chat.postMessage', () =>
          writing.chat.postMessage({
            channel,
            ...toSlack(message),
            unfurl_links: false,
            unfurl_media: false,
            metadata: { event_type: metadataType, event_payload: { effect } },
            ...replyTo(thread, broadcast),
          }),
        )
      const sent = await gate({ priority, post: send, beforeSend, atOnce }).catch(error => {
        onPost(error)
        throw error
      })
      onPost()
      return { channel: sent.channel ?? channel, ts: need(sent.ts, 'chat.postMessage', 'ts') }
    },
    async findPost(channel, effect, since, thread) {
      // Anybody may post to a public channel; only members may read there.
      return asMember(writing, channel, () => findPost(reading, channel, effect, since, thread))
    },
    async makeCanvas(channel_id, title, markdown) {
      const document_content = { type: 'markdown' as const, markdown: redact(markdown).slice(0, mostCanvas) }
      const answer = await callSlack('canvases.create', () =>
        writing.canvases.create({ channel_id, title, document_content }),
      )
      return need(answer.canvas_id, 'canvases.create', 'canvas_id')
    },
    readHistory: (channel, since) => readHistory(reading, channel, since),
    async edit({ channel, ts }, message) {
      await callSlack('chat.update', () => writing.chat.update({ channel, ts, ...toSlack(message) }))
    },
    async remove({ channel, ts }) {
      try {
        await callSlack('chat.delete', () => writing.chat.delete({ channel, ts }))
      } catch (error) {
        if (!(error instanceof NotSent) || error.code !== 'message_not_found') throw error
      }
    },
    async whisper(channel, user, message, thread) {
      await callSlack('chat.postEphemeral', () =>
        writing.chat.postEphemeral({
          channel,
          user,
          ...toSlack(message),
          ...(thread === undefined ? {} : { thread_ts: thread }),
        }),
      )
    },
    async respond(url, message) {
      const body = JSON.stringify({
        response_type: 'ephemeral',
        replace_original: false,
        ...toSlack(message),
      })
      const headers = { 'content-type': 'application/json' }
      const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(3000) })
      if (!answer.ok) throw new NotSent('response_url', `Slack refused the answer (HTTP ${answer.status})`)
    },
    ...files,
    async openView(trigger, view) {
      const answer = await callSlack('views.open', () =>
        writing.views.open({ trigger_id: trigger, view: toModal(view) }),
      )
      return opened(answer.view, 'views.open')
    },
    async updateView(id, view, hash) {
      const answer = await callSlack('views.update', () =>
        writing.views.update({ view_id: id, view: toModal(view), ...(hash === undefined ? {} : { hash }) }),
      )
      return { id, ...(answer.view?.hash === undefined ? {} : { hash: answer.view.hash }) }
    },
    async publishHome(user, view) {
      await callSlack('views.publish', () => writing.views.publish({ user_id: user, view }))
    },
    async pushView(trigger, view) {
      const answer = await callSlack('views.push', () =>
        writing.views.push({ trigger_id: trigger, view: toModal(view) }),
      )
      return opened(answer.view, 'views.push')
    },
  }
  return chat
}

const opened = (view: { id?: string; hash?: string } | undefined, method: string) => ({
  id: need(view?.id, method, 'view.id'),
  ...(view?.hash === undefined ? {} : { hash: view.hash }),
})

const replyTo = (thread: string | undefined, broadcast = false) => {
  if (thread === undefined) return {}
  return broadcast ? { thread_ts: thread, reply_broadcast: true as const } : { thread_ts: thread }
}

/** Slack takes a mebibyte of text. */
const mostCanvas = 1_000_000

function toSlack(message: Message) {
  const { text, blocks, attachment } = nameAuthors(message)
  const known = { text: text as string, blocks: [...blocks] as KnownBlock[] }
  return attachment === undefined ? known : { ...known, attachments: [attachment] }
}

function toModal(view: View): ModalView {
  return view as ModalView
}

async function findPost(
  client: WebClient,
  channel: string,
  effect: string,
  since: number,
  thread?: string,
): Promise<MessageRef | undefined> {
  const oldest = String(since / 1000)
  let cursor: string | undefined
  do {
    const page = {
      channel,
      oldest,
      limit: historyPage,
      include_all_metadata: true,
      ...(cursor ? { cursor } : {}),
    }
    const answer = await readSlack('conversations.history', () =>
      thread === undefined
        ? client.conversations.history(page)
        : client.conversations.replies({ ...page, ts: thread }),
    )
    for (const m of answer.messages ?? []) {
      const payload =
        m.metadata?.event_type === metadataType
          ? (m.metadata.event_payload as { effect?: unknown })
          : undefined
      if (payload?.effect === effect && m.ts !== undefined) return { channel, ts: m.ts }
    }
    cursor = answer.response_metadata?.next_cursor || undefined
  } while (cursor !== undefined)
  return undefined
}

export function need<T>(value: T | undefined, method: string, field: string): T {
  if (value === undefined) throw new Error(`Slack's answer to ${method} has no ${field}.`)
  return value
}

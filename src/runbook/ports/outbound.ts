import type { Message } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import type { Chat, MessageRef, Sending, Upload } from './chat.ts'

/** Who is meant to see it. Private incidents, redaction and the DRILL mark are settled by this word. */
export type Audience =
  | { to: 'incident'; thread?: string }
  /** `broadcast`: a reply that the channel shows as well. */
  | { to: 'emergency'; thread?: string; broadcast?: boolean }
  /** A channel of the playbook, by its name; nothing of a private incident goes there. */
  | { to: 'named'; channel: string }
  | { to: 'direct'; user: string; thread?: string }
  | { to: 'only'; user: string; channel: string }

/** The one way out to people, on behalf of an incident. */
export interface Outbound {
  post(
    incident: Incident,
    audience: Audience,
    message: Message,
    effect: string,
    sending?: Sending,
  ): Promise<MessageRef>
  find(incident: Incident, audience: Audience, effect: string, since: number): Promise<MessageRef | undefined>
  edit(incident: Incident, ref: MessageRef, message: Message): Promise<void>
  upload(incident: Incident, files: Upload[], comment: string, thread?: string): ReturnType<Chat['upload']>
  setTopic(incident: Incident, topic: string): Promise<void>
}

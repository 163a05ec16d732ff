import type { Sockets } from './sockets.ts'
import type { SlackState } from './state.ts'

/** Events to the app: only the kinds that its manifest subscribes to, as Slack does. */
export class Events {
  readonly #sockets: Sockets
  readonly #state: SlackState
  readonly #subscribed: ReadonlySet<string>

  constructor(sockets: Sockets, state: SlackState, subscribed: string[]) {
    this.#sockets = sockets
    this.#state = state
    this.#subscribed = new Set(subscribed)
  }

  /** `kind` is the name in the manifest, such as `message.channels`. */
  async tell(kind: string, event: Record<string, unknown>): Promise<void> {
    if (this.#subscribed.has(kind)) await this.send(event)
  }

  async send(event: Record<string, unknown>): Promise<void> {
    const { team, appId } = this.#state
    const event_id = this.#state.id('Ev')
    await this.#sockets.deliverEvent({
      type: 'event_callback',
      team_id: team,
      api_app_id: appId,
      event,
      event_id,
      event_time: Math.floor(this.#state.now() / 1000),
    })
  }
}

/** An error as Slack answers it: HTTP 200, `ok: false`, a word. */
export class SlackRefusal extends Error {
  readonly more: Record<string, unknown>
  constructor(word: string, more: Record<string, unknown> = {}) {
    super(word)
    this.more = more
  }
}

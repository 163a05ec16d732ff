import { type Logger, LogLevel, WebClient } from '@slack/web-api'
import { callSlack, readSlack } from './errors.ts'
import { readGroup, readHandles, readIdByEmail, readUser } from './read-people.ts'

export type ChannelFacts = {
  isMember: boolean
  isPrivate: boolean
  isArchived: boolean
  isShared: boolean
}

/** Reads what the set-up of a workspace is like; changes nothing. */
export function createInspector(options: { botToken: string; apiUrl?: string }, logger: Logger) {
  const { botToken, apiUrl } = options
  const make = (token: string) =>
    new WebClient(token, {
      ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
      logger,
      logLevel: LogLevel.WARN,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      timeout: 5000,
    })
  const client = make(botToken)
  return {
    /** Undefined scopes: Slack has not told them. */
    async identify(): Promise<{ team: string; scopes: string[] | undefined }> {
      const answer = await callSlack('auth.test', () => client.auth.test())
      return { team: answer.team_id ?? '', scopes: answer.response_metadata?.scopes }
    },
    async openConnection(appToken: string): Promise<void> {
      await callSlack('apps.connections.open', () => make(appToken).apps.connections.open({}))
    },
    /** Of the channels that the bot may see, archived ones too; ends when all of `wanted` are found. */
    async findChannels(wanted: string[], signal: AbortSignal): Promise<Map<string, ChannelFacts>> {
      const found = new Map<string, ChannelFacts>()
      let cursor = ''
      do {
        const from = cursor === '' ? {} : { cursor }
        const page = await readSlack('conversations.list', () =>
          client.conversations.list({ types: 'public_channel,private_channel', limit: 1000, ...from }),
        )
        for (const c of page.channels ?? []) {
          const name = wanted.find(w => w === c.name || w === c.id)
          // An archived channel may have left its name to a new one.
          if (name === undefined || (c.is_archived === true && found.has(name))) continue
          found.set(name, {
            isMember: c.is_member === true,
            isPrivate: c.is_private === true,
            isArchived: c.is_archived === true,
            isShared: c.is_ext_shared === true || c.is_pending_ext_shared === true,
          })
        }
        cursor = page.response_metadata?.next_cursor ?? ''
      } while (cursor !== '' && !signal.aborted)
      return found
    },
    user: (id: string, team: string) => readUser(client, id, team),
    idByEmail: (email: string) => readIdByEmail(client, email),
    handles: () => readHandles(client),
    group: (handle: string) => readGroup(client, handle),
    /** Slack's clock by its header, in milliseconds and to the second; undefined where there is no header. */
    async clock(signal: AbortSignal): Promise<number | undefined> {
      const answer = await fetch(apiUrl ?? 'https://slack.com/api/', { method: 'HEAD', signal })
      const date = answer.headers.get('date')
      return date === null ? undefined : Date.parse(date)
    },
  }
}

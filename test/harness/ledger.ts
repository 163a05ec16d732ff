import type { Harness } from './pitcrew.ts'

const minuteMs = 60_000
/** Tokens as their fallbacks, in one line, and not more of it than tells which message it is. */
const words = (text: unknown) =>
  String(text ?? '')
    .replaceAll(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<@(\w+)>/g, '@$1')
    .replaceAll(/\s+/g, ' ')
    .slice(0, 72)

/**
 * Everything that the outside received and that cannot be taken back, in its order, as `minute where words`: posts
 * (`↳` in a thread), files, pages, the status page, changes of production. Edits are left out: they only converge.
 */
export function ledger({ slack, production }: Harness, since: number): string[] {
  const nameOf = (id: unknown) => {
    const channel = slack.state.channels.get(String(id))
    if (channel?.isDirect !== undefined) return `@${slack.state.users.get(channel.isDirect)?.name}`
    return `#${channel?.name.replace(/^inc-\d+-\d+/, 'inc')}`
  }
  const posts = slack.ledger
    .of('chat.postMessage')
    .filter(c => c.ok)
    .map(({ at, args }) => {
      const thread = args.thread_ts === undefined ? '' : '↳ '
      return { at, line: `${nameOf(args.channel)} ${thread}${words(args.text)}` }
    })
  const quiet = ['chat.postEphemeral', 'response_url']
    .flatMap(method => slack.ledger.of(method))
    .map(({ at, args }) => ({ at, line: `${nameOf(args.channel)} (only @${args.user}) ${words(args.text)}` }))
  const files = slack.ledger
    .of('files.completeUploadExternal')
    .map(({ at, args }) => ({ at, line: `${nameOf(args.channel_id)} files ${words(args.initial_comment)}` }))
  const pages = production.pagerduty.calls
    .filter(c => c.method !== 'GET')
    .map(({ at, path }) => ({ at, line: `pager ${path.replace(/PINC\d+/, 'PINC')}` }))
  const page = production.statuspage.incidents.flatMap(i =>
    i.updates.map(u => ({ at: u.at, line: `status page: ${u.status}` })),
  )
  const changes = production.aws
    .writes()
    .map(w => ({ at: w.at, line: `aws ${w.operation} ${w.input.service}` }))
  return [...posts, ...quiet, ...files, ...pages, ...page, ...changes]
    .map(({ at, line }) => ({ minute: Math.floor((at - since) / minuteMs), line }))
    .sort((a, b) => a.minute - b.minute || a.line.localeCompare(b.line))
    .map(({ minute, line }) => `${minute} ${line}`)
}

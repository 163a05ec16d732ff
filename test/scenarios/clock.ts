import type { Harness } from '../harness/pitcrew.ts'

export const minute = 60_000
const everybody = ['U0MAYA', 'U0LEE', 'U0GRACE', 'U0VICTOR', 'U0CAROL', 'U0SAM', 'U0ANA', 'U0TOM', 'U0OMAR']

/** Declares as Tom, who is not on call, so that nobody has acknowledged. Answers the incident's channel. */
export async function declareAsTom(h: Harness, words: string): Promise<string> {
  const before = new Set(h.as('U0TOM').channels())
  await h.as('U0TOM').command('#emergency-incidents', `/incident declare ${words}`)
  await h.idle()
  return (
    h
      .as('U0TOM')
      .channels()
      .find(c => c.startsWith('inc-') && !before.has(c)) ?? ''
  )
}

/** Direct messages to anybody that match, as `minute person`, by minute and name. */
export function directs(h: Harness, words: RegExp, since: number): string[] {
  return everybody
    .flatMap(user =>
      h
        .as(user)
        .sees('@pitcrew')
        .filter(m => words.test(m.text))
        .map(m => ({ user, at: Math.round((Number(m.ts) * 1000 - since) / minute) })),
    )
    .sort((a, b) => a.at - b.at || a.user.localeCompare(b.user))
    .map(({ user, at }) => `${at} ${user.slice(2).toLowerCase()}`)
}

/** Top-level messages of the bot in a channel. */
export function posts(h: Harness, channel: string, words: RegExp = /./) {
  return h
    .as('U0TOM')
    .sees(channel)
    .filter(m => m.from === 'pitcrew' && m.raw.thread_ts === undefined && words.test(m.text))
}

export const isPing =
  /Nothing more is asked of you|You are on call|Whoever is on call|Nobody has acknowledged|escalation policy tells you|asks for you now/

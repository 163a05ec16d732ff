import type { Harness } from '../harness/pitcrew.ts'

export const minute = 60_000
const everybody = ['U0MAYA', 'U0LEE', 'U0GRACE', 'U0VICTOR', 'U0CAROL', 'U0SAM', 'U0ANA', 'U0TOM', 'U0OMAR']

/** Declares as somebody. Answers the incident's channel, or an empty string where the form opened instead. */
export async function declareAs(h: Harness, user: string, words: string): Promise<string> {
  const mine = () => h.as(user).channels()
  const before = new Set(mine())
  await h.as(user).command('#emergency-incidents', `/incident declare ${words}`)
  await h.idle()
  return mine().find(c => /^(inc|drill)-/.test(c) && !before.has(c)) ?? ''
}

/** Tom is not on call, so that nobody has acknowledged. */
export const declareAsTom = (h: Harness, words: string): Promise<string> => declareAs(h, 'U0TOM', words)

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

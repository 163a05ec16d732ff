import type { Check } from '../check.ts'
import { inspectSlack } from '../inspect-slack.ts'

/** Slack refuses requests whose signature is five minutes old; a minute leaves room to act. */
const mostSkewMs = 60_000

export const clock: Check = {
  name: 'clock',
  async run(s, tell, signal) {
    const theirs = await inspectSlack(s)
      .clock(signal)
      .catch(() => undefined)
    if (theirs === undefined)
      return tell('clock', 'look', 'Slack’s clock could not be read', 'Check the network, then run it again.')
    const skew = Math.round(Math.abs(s.now() - theirs) / 1000)
    if (skew * 1000 <= mostSkewMs) return tell('clock', 'fine', 'agrees with Slack')
    tell('clock', 'wrong', `differs from Slack’s by ${skew} s`, 'Synchronise this machine’s clock by NTP.')
  },
}

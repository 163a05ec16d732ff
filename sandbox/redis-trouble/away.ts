import { pingsSeen } from '../scenarios/pings.ts'
import { followsWithinMs, type Part } from './trouble.ts'

const awayMs = 60_000
const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

/** Redis cannot be reached for a minute, while an escalation level falls due. */
export const away: Part = {
  name: 'away for a minute',
  async play(t) {
    const tom = t.person('U0TOM')
    const channel = await t.declare('P1 before the minute')
    await t.seen('U0MAYA', '@pitcrew', 'before the minute')
    const isUnanswered = /“before the minute”[\s\S]*Nobody has acknowledged/

    t.name.leave()
    const from = Date.now()
    const red = await t.becomes(/^503 Pitcrew cannot reach its Redis/)
    t.add(
      'readiness is red within 5 s, and says why',
      red !== undefined && red <= followsWithinMs,
      `${red} ms`,
    )
    await tom.command(channel, '/incident ack')
    const answered = await t.seen('U0TOM', channel, 'Pitcrew cannot reach its Redis').catch(() => undefined)
    t.add(
      'a command is answered in plain words, and comes back',
      answered?.text.includes('/incident ack') === true,
    )
    await tom.command(t.home, '/incident declare P1 during the minute')
    const told = await t.seen('U0TOM', t.home, 'Pitcrew cannot reach its Redis').catch(() => undefined)
    t.add(
      'a declare is answered in plain words, and comes back',
      told?.text.includes('P1 during the minute') === true,
    )
    await pause(Math.max(0, from + awayMs - Date.now()))
    t.add(
      'while Redis is away, nobody gets the ping of the next level',
      pingsSeen(t.stage, isUnanswered).length === 0,
    )

    t.name.comeBack()
    const back = Date.now()
    const green = await t.becomes(/^200/)
    t.add(
      'readiness is green within 5 s of the end',
      green !== undefined && green <= followsWithinMs,
      `${green} ms`,
    )
    await t.seen('U0LEE', '@pitcrew', isUnanswered).catch(() => undefined)
    const lateMs = Date.now() - back
    await pause(3000)
    const pings = pingsSeen(t.stage, isUnanswered).filter(p => p.user === 'U0LEE')
    t.add(
      'Lee gets the ping that fell due once Redis is back, and only once',
      pings.length === 1,
      `${pings.length} times, ${lateMs} ms`,
    )
    await tom.command(channel, '/incident ack')
    const acked = await t.seen('U0TOM', channel, 'acknowledged by').catch(() => undefined)
    t.add('the incident goes on without a hand', acked !== undefined)
  },
}

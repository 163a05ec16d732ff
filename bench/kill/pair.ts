import type { Stage } from '../../sandbox/drill/stage.ts'
import { approverOf, askerOf, serviceOf } from './playbook.ts'

/** What became of one approval, as people saw it, beside what AWS received meanwhile. */
export type Execution = { service: string; told: string; writes: number; lost: boolean }

const lookEveryMs = 25
/** A gesture that nobody answered is made again after this long, as people do. */
const patienceMs = 4000
/** An acknowledged approval must show within this: a boot, the queue's lock, and slack for a busy machine. */
const lostAfterMs = 40_000
const outcomeLimitMs = 180_000

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

async function sees<T>(look: () => T | undefined | false, limitMs: number): Promise<T | undefined> {
  for (const end = Date.now() + limitMs; Date.now() < end; await pause(lookEveryMs)) {
    const found = look()
    if (found !== undefined && found !== false) return found
  }
  return undefined
}

/** A gesture may fail before the person's eyes: its bot is dead. */
async function tries(gesture: () => Promise<unknown>): Promise<boolean> {
  try {
    await gesture()
    return true
  } catch {
    await pause(100)
    return false
  }
}

/** Two people with an incident of their own: one asks for a restart, the other approves, again and again. */
export async function playPair(stage: Stage, n: number, goesOn: () => boolean): Promise<Execution[]> {
  const asker = stage.slack.as(askerOf(n))
  const approver = stage.slack.as(approverOf(n))
  const service = serviceOf(n)
  const writes = () => stage.production.aws.writes().filter(w => w.input.service === service).length
  const mine = () => asker.channels().find(c => c.startsWith('inc-') && c.endsWith(`pair-${n}`))
  while (mine() === undefined) {
    await tries(() => asker.command('#emergency-incidents', `/incident declare P3 pair ${n}`))
    await sees(mine, patienceMs)
  }
  const channel = mine() ?? ''
  const found: Execution[] = []
  const asking = (who: typeof asker, where: string) =>
    who
      .sees(where)
      .toReversed()
      .flatMap(m => m.buttons.filter(b => b.label === 'Review and approve').map(b => ({ ts: m.ts, b })))

  while (goesOn()) {
    const known = new Set(asking(approver, '@pitcrew').map(a => a.b.value))
    const fresh = () => asking(approver, '@pitcrew').find(a => !known.has(a.b.value))
    while (fresh() === undefined) {
      asker.close()
      if (!(await tries(() => asker.command(channel, `/incident fix f${n}`)))) continue
      if (!(await sees(() => asker.modal()?.submit !== undefined, patienceMs))) continue
      await tries(() => asker.submit())
      await sees(fresh, patienceMs)
    }
    const value = fresh()?.b.value
    const post = await sees(() => asking(asker, channel).find(a => a.b.value === value), lostAfterMs)
    const text = () => asker.sees(channel).find(m => m.ts === post?.ts)?.text ?? ''
    const before = writes()
    let lost = false
    while (text().includes('*Approve?*')) {
      approver.close()
      if (!(await tries(() => approver.press('Review and approve', '@pitcrew')))) continue
      if (!(await sees(() => approver.modal()?.submit === 'Approve', patienceMs))) continue
      if (!(await tries(() => approver.submit()))) continue
      // Slack said that it arrived: from here on nobody presses again.
      lost = (await sees(() => !text().includes('*Approve?*'), lostAfterMs)) === undefined
      if (lost) break
    }
    const ended = () => /\*(Done|Ended)\*/.test(text())
    await sees(ended, outcomeLimitMs)
    found.push({ service, told: text(), writes: writes() - before, lost })
  }
  return found
}

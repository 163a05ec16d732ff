import type { ChildProcess } from 'node:child_process'
import { type Stage, setStage } from '../../sandbox/drill/stage.ts'
import { type Execution, playPair } from './pair.ts'
import { serviceOf, withPairs } from './playbook.ts'
import { seeded } from './random.ts'
import { writeScripts } from './received.ts'
import { pause } from './retry.ts'

type Options = { seed: number; points: number; replicas: 1 | 2; pairs: number }
export type Kills = {
  executions: Execution[]
  /** What is still locked when every request has ended. */
  locked: string[]
  killed: number
  frozen: number
  seconds: number
}

const frozenMs = 6500
const triggers = ['write-arrives', 'write-answered', 'any-moment'] as const

/** Executions in many incidents while bots are killed and frozen at seeded points, and replaced. */
export async function runKills({ seed, points, replicas, pairs }: Options): Promise<Kills> {
  const started = Date.now()
  const random = seeded(seed)
  const stage = await setStage(
    1,
    () => {},
    undefined,
    source => withPairs(source, pairs),
  )
  for (let n = 0; n < pairs; n++) stage.production.world.addService(serviceOf(n))
  writeScripts(stage, pairs)
  let running = true
  let frozen = 0
  try {
    if (replicas === 1) {
      const gone = goneOf(stage.bots[1])
      stage.bots[1]?.kill('SIGKILL')
      await gone
    }
    const playing = Array.from({ length: pairs }, (_, n) => playPair(stage, n, () => running))
    await pause(2500)
    for (let point = 0; point < points; point++) {
      const alive = stage.bots.filter(isAlive)
      const chosen = random() < 0.5 ? alive : [alive[Math.floor(random() * alive.length)] ?? alive[0]]
      const freezes = random() < 0.2
      const trigger = triggers[Math.floor(random() * 3)] ?? 'any-moment'
      const gone = Promise.all(freezes ? [] : chosen.map(goneOf))
      const strike = () => {
        for (const bot of chosen) bot?.kill(freezes ? 'SIGSTOP' : 'SIGKILL')
      }
      await strikeAt(stage, trigger, random() * 800, strike)
      await gone
      if (freezes) {
        frozen++
        await pause(frozenMs)
        for (const bot of chosen) bot?.kill('SIGCONT')
      } else await Promise.all(chosen.map(() => stage.addBot()))
      await pause(200 + random() * 600)
    }
    running = false
    const played = await Promise.all(playing)
    const executions = played.flatMap(p => p.executions)
    const locked = played.flatMap(p => p.locked)
    const seconds = Math.round((Date.now() - started) / 1000)
    return { executions, locked, killed: points - frozen, frozen, seconds }
  } finally {
    running = false
    await stage.stop()
  }
}

/** Strikes at the trigger (before the answer to a write leaves, where it says so), or after a while. */
function strikeAt(
  stage: Stage,
  trigger: (typeof triggers)[number],
  afterMs: number,
  strike: () => void,
): Promise<void> {
  const { watch } = stage.production.aws
  return new Promise(resolve => {
    const go = () => {
      clearTimeout(late)
      delete watch.arrives
      delete watch.answered
      strike()
      resolve()
    }
    const late = setTimeout(go, trigger === 'any-moment' ? afterMs : 3000)
    const onWrite = ({ operation }: { operation: string }) => operation === 'UpdateService' && go()
    if (trigger === 'write-arrives') watch.arrives = onWrite
    if (trigger === 'write-answered') watch.answered = onWrite
  })
}

const isAlive = (bot: ChildProcess) => bot.exitCode === null && bot.signalCode === null

async function goneOf(bot: ChildProcess | undefined): Promise<void> {
  if (bot !== undefined && isAlive(bot)) await new Promise(resolve => bot.once('exit', resolve))
}

/** What must never be: two writes for one approval, an approval that vanished, an outcome nobody was told. */
export function judge(executions: Execution[]) {
  const saysNothingHappened = (told: string) => /did not happen|Nothing was changed/.test(told)
  const happened = (e: Execution) => e.writes.some(w => w > 0)
  return {
    doubled: executions.filter(e => e.writes.some(w => w > 1)),
    lost: executions.filter(e => e.lost),
    untold: executions.filter(
      e => !e.lost && !/: (done|rejected|not run|outcome not known|\d+ of \d+ (failed|not run))/.test(e.told),
    ),
    wrong: executions.filter(
      e =>
        (e.told.includes(': done') && e.writes.includes(0)) ||
        (e.writes.length === 1 && happened(e) && saysNothingHappened(e.told)),
    ),
    // Of a script and of messages only people can say what happened, and they have been asked.
    unknown: executions.filter(e => e.told.includes(': outcome not known')),
  }
}

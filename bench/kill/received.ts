import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Stage } from '../../sandbox/drill/stage.ts'
import { jobOf, scriptOf, serviceOf } from './playbook.ts'

/** How often production got each step of a pair; for customers, how often the one told most often was told. */
export type Received = Record<string, number>

const ranFile = (n: number) => join(tmpdir(), `pitcrew-bench-${process.pid}-${n}`)

/** Scripts that leave a line each time they run, outside of the folder of which an approval knows every byte. */
export function writeScripts(stage: Stage, pairs: number): void {
  for (let n = 0; n < pairs; n++) {
    writeFileSync(ranFile(n), '')
    const body = `#!/bin/sh\necho run >> '${ranFile(n)}'\nsleep 0.3\n`
    writeFileSync(join(stage.production.env.SCRIPTS_DIR, scriptOf(n)), body, { mode: 0o755 })
  }
}

/** `incident`: customers are told once in each. */
export function receivedOf({ production }: Stage, n: number, incident: string): Received {
  const restarts = () => production.aws.writes().filter(w => w.input.service === serviceOf(n)).length
  const runs = () => (existsSync(ranFile(n)) ? readFileSync(ranFile(n), 'utf8').split('\n').length - 1 : 0)
  switch (jobOf(n)) {
    case 'restart':
      return { [serviceOf(n)]: restarts() }
    case 'script':
      return { [scriptOf(n)]: runs() }
    case 'two approvers':
      return { [serviceOf(n)]: restarts(), [scriptOf(n)]: runs() }
    default: {
      const times = new Map<string, number>()
      for (const t of production.world.told.filter(sent => sent.incident === incident && sent.to === null))
        for (const person of t.reached) times.set(person, (times.get(person) ?? 0) + 1)
      return { customers: Math.max(0, ...times.values()) }
    }
  }
}

export const since = (before: Received, after: Received): number[] =>
  Object.keys(after).map(key => (after[key] ?? 0) - (before[key] ?? 0))

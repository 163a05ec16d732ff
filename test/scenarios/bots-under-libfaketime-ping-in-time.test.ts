import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { until } from '../../sandbox/drill/eyes.ts'
import { type Stage, setStage } from '../../sandbox/drill/stage.ts'
import { checkPings, pingsSeen, waitUntil } from '../../sandbox/scenarios/pings.ts'
import { findFaketime } from '../../setup/faketime.mjs'

const library = findFaketime()
if (library === undefined)
  console.warn(
    'Skipped: no libfaketime here (Debian: apt-get install libfaketime); a replaced Date is tested.',
  )

let stage: Stage | undefined
let folder = ''
afterEach(async () => {
  await stage?.stop()
  stage = undefined
  rmSync(folder, { recursive: true, force: true })
})
const hour = 3600
const hourMs = hour * 1000
const clockUnder = (env: Record<string, string>) =>
  Number(execFileSync(process.execPath, ['-p', 'Date.now()'], { env, encoding: 'utf8' }))
const limitMs = 90_000

/** A minute of the playbook is a second here. */
test.skipIf(library === undefined)(
  'the system clocks of both bots jump back and forth by an hour: each ping comes in time, and once',
  async () => {
    folder = mkdtempSync(join(tmpdir(), 'pitcrew-clock-'))
    const clocks = ['first', 'second'].map(name => join(folder, name))
    const jump = (n: number, seconds: number) =>
      writeFileSync(clocks[n] ?? '', `${seconds < 0 ? '' : '+'}${seconds}\n`)
    for (const n of [0, 1]) jump(n, 0)
    const envOf = (n: number) => ({
      LD_PRELOAD: library ?? '',
      FAKETIME_TIMESTAMP_FILE: clocks[n] ?? '',
      FAKETIME_CACHE_DURATION: '1',
      // Timers count on as they did: only what the clock says is wrong, as after a bad time server.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
      DONT_FAKE_MONOTONIC: '1',
    })
    const s = await setStage(60, () => {}, undefined, undefined, envOf)
    stage = s
    const tom = s.slack.as('U0TOM')
    const start = Date.now()
    await tom.command('#emergency-incidents', '/incident declare P1 api down')
    await until('the pings', () => pingsSeen(s).length >= 3)
    jump(0, hour)
    jump(1, -hour)
    // That the library is at work here, and this file its clock.
    expect(Math.round((clockUnder(envOf(0)) - Date.now()) / hourMs)).toBe(1)
    expect(Math.round((clockUnder(envOf(1)) - Date.now()) / hourMs)).toBe(-1)
    await waitUntil(start, 7)
    jump(0, -hour)
    jump(1, hour)
    await waitUntil(start, 17)
    const expected = ['0 U0MAYA', '0 U0LEE', '0 U0GRACE', '5 U0LEE', '10 U0GRACE', '10 U0MAYA', '10 U0LEE']
    const checks = checkPings(pingsSeen(s), start, [...expected, '15 U0LEE', '15 U0VICTOR', '15 U0SAM'])
    expect(checks.filter(c => !c.ok)).toEqual([])
  },
  limitMs,
)

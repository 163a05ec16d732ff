import type { ChildProcess } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { seesText, until } from '../../sandbox/drill/eyes.ts'
import { scaleDurations } from '../../sandbox/drill/scale.ts'
import { type Stage, setStage } from '../../sandbox/drill/stage.ts'
import { sandboxPlaybook } from '../../sandbox/production.ts'
import type { UnknownEvent } from '../../src/incident/events.ts'
import { replay } from '../../src/incident/evolve.ts'
import { verifyChain } from '../../src/incident/model/chain.ts'

const speed = 60
const releases = 'test/fixtures/releases'
/** Inside the project, so that its packages are found. */
const folder = 'node_modules/.cache/pitcrew-previous'

let stage: Stage | undefined
afterEach(() => stage?.stop())

/** The program of the release before this one. */
function unpackPrevious(): string {
  mkdirSync(join(folder, 'src'), { recursive: true })
  writeFileSync(join(folder, 'src/main.mjs'), gunzipSync(readFileSync(`${releases}/previous.mjs.gz`)))
  copyFileSync('package.json', join(folder, 'package.json'))
  return join(folder, 'src/main.mjs')
}

async function stop(bot: ChildProcess | undefined): Promise<void> {
  const gone = new Promise(resolve => bot?.once('exit', resolve))
  bot?.kill('SIGTERM')
  await gone
}

test.each([
  ['updated', ['previous', 'this']],
  ['taken back', ['this', 'previous']],
] as const)(
  'an incident lives through a release that is %s, one replica at a time: nothing is lost, doubled or forgotten',
  async (_, [first, second]) => {
    const s = await setStage(speed, () => undefined)
    stage = s
    const previous = unpackPrevious()
    const playbook = join(folder, 'playbook.yml')
    writeFileSync(
      playbook,
      scaleDurations(sandboxPlaybook(`${releases}/previous-playbook.yml`, s.production.tyrehero.url), speed),
    )
    const start = (which: 'previous' | 'this') =>
      which === 'this' ? s.addBot() : s.addBot({ PLAYBOOK: playbook }, previous)
    for (const bot of s.bots.slice()) await stop(bot)
    const old = [await start(first), await start(first)]

    const [tom, maya, lee] = [s.slack.as('U0TOM'), s.slack.as('U0MAYA'), s.slack.as('U0LEE')]
    await tom.command('#emergency-incidents', '/incident declare P1 calls fail')
    const channel = await until('a channel', () => tom.channels().find(c => c.startsWith('inc-')))
    let noted = 0
    const note = async () => {
      noted++
      await tom.command(channel, `/incident note line ${noted} of the story`)
      await until(`note ${noted}`, () => seesText(tom, channel, `line ${noted} of the story`))
    }
    // More than a snapshot's worth of events by each pair of releases.
    const notes = async () => {
      for (let n = 0; n < 6; n++) await note()
    }
    await notes()
    await stop(old[0])
    await start(second)
    await notes()
    await maya.command(channel, '/incident ack')
    await until('the acknowledgement', () => seesText(tom, channel, /acknowledged by (?:@maya|Maya Patel)/))
    await maya.command(channel, '/incident contain')
    await until('the previews', () => maya.modal()?.submit === 'Ask for approval')
    await maya.submit()
    await until('the request', () =>
      lee.sees('@pitcrew').some(m => m.buttons.some(b => b.label === 'Review and approve')),
    )
    await stop(old[1])
    await start(second)
    await lee.press('Review and approve', '@pitcrew')
    await until('the preview', () => lee.modal()?.submit === 'Approve')
    await lee.submit()
    await until(
      'the outcome',
      // The release before this one says it in its own words.
      () =>
        seesText(
          tom,
          channel,
          /^\*(Done|Ended)\*|^\S+ \*.*: (done|rejected|not run|\d+ of \d+ (failed|not run))/,
        ),
      40_000,
    )
    await notes()
    await tom.command(channel, '/incident cancel the test is over')
    await until(
      'the end',
      () => seesText(tom, channel, 'Incident cancelled') ?? seesText(tom, channel, 'Cancel this incident?'),
    )
    if (seesText(tom, channel, 'Incident cancelled') === undefined)
      await maya.press('Confirm and cancel', channel)
    await until('the end', () => seesText(tom, channel, 'Incident cancelled'))

    const told = tom.sees(channel).map(m => m.text)
    for (let n = 1; n <= noted; n++)
      expect(told.filter(t => t.includes(`line ${n} of the story`))).toHaveLength(1)
    expect(s.production.aws.writes().filter(w => w.outcome === 'ok').length).toBeGreaterThan(0)
    const id = /^inc-\d{8}-\d{6}/.exec(channel)?.[0].toUpperCase() ?? ''
    const lines = await s.readLog(id)
    expect(verifyChain(lines)).toMatchObject({ ok: true })
    const whole = replay(lines.map(l => ({ ...(JSON.parse(l.bytes) as UnknownEvent), hash: l.hash })))
    expect(whole?.ended?.how).toBe('cancelled')
    const events = lines.map(l => (JSON.parse(l.bytes) as UnknownEvent).type)
    const once = ['incident.declared', 'incident.acknowledged', 'incident.cancelled']
    for (const type of once) expect(events.filter(t => t === type)).toHaveLength(1)
    expect(events.filter(t => t === 'action.started').length).toBe(
      new Set(
        lines
          .map(l => JSON.parse(l.bytes) as UnknownEvent)
          .filter(e => e.type === 'action.started')
          .map(e => (e.data as { request: string }).request),
      ).size,
    )
  },
  120_000,
)

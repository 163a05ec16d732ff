import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { setStage } from '../sandbox/drill/stage.ts'
import { readManifest, sandboxWorkspace } from '../sandbox/production.ts'
import { startSlack } from '../sandbox/slack/index.ts'
import { type BenchResult, median, percentile, result } from './result.ts'

const rounds = 5
const requests = 2000
const concurrency = 50
const people = ['U0MAYA', 'U0LEE', 'U0ANA', 'U0OMAR', 'U0GRACE']
type Slack = Awaited<ReturnType<typeof startSlack>>
/** Milliseconds from the command to the ack, and to the arrival of views.open. */
type Round = { ack: number[]; view: number[] }

/** Slash command → ack and → views.open, against a bare Bolt app on a sandbox of the same kind, rounds interleaved. */
export async function benchAck(): Promise<BenchResult[]> {
  const stage = await setStage(10, () => {})
  const bareSlack = await startSlack({
    workspace: sandboxWorkspace('playbook.yml'),
    ...readManifest('manifest.yml'),
  })
  const bare = await startBare(bareSlack)
  const found: { ours: Round; floor: Round }[] = []
  try {
    for (let n = 0; n <= rounds; n++) {
      const floor = await measure(bareSlack)
      const ours = await measure(stage.slack)
      // The first round warms both up and is not counted.
      if (n > 0) found.push({ ours, floor })
    }
  } finally {
    bare.kill('SIGKILL')
    await bareSlack.stop()
    await stage.stop()
  }
  return [
    compare('ack p50', found, 'ack', 0.5, 1.5),
    compare('ack p99', found, 'ack', 0.99, 2),
    compare('views.open p50', found, 'view', 0.5, 1.5),
    compare('views.open p99', found, 'view', 0.99, 2),
  ]
}

type Rounds = { ours: Round; floor: Round }[]

function compare(name: string, all: Rounds, of: keyof Round, share: number, goal: number): BenchResult {
  const ours = all.map(r => percentile(r.ours[of], share))
  const floor = all.map(r => percentile(r.floor[of], share))
  const ratios = ours.map((o, n) => o / (floor[n] ?? Number.NaN))
  return result(name, 'ms', median(ours), median(floor), goal, ratios)
}

/** `/incident` alone opens the menu; the bare app opens a modal for it too. */
async function measure(slack: Slack): Promise<Round> {
  slack.ledger.clear()
  const sent = new Map<string, number>()
  const ack: number[] = []
  let left = requests
  await Promise.all(
    Array.from({ length: concurrency }, async (_, n) => {
      const person = slack.as(people[n % people.length] ?? 'U0MAYA')
      while (left-- > 0) {
        const at = performance.now()
        const done = await person.command('#emergency-incidents', '/incident')
        ack.push(done.ackMs)
        sent.set(done.trigger, at)
      }
    }),
  )
  const until = Date.now() + 10_000
  while (slack.ledger.of('views.open').length < sent.size && Date.now() < until)
    await new Promise(resolve => setTimeout(resolve, 10))
  const opened = slack.ledger.of('views.open').filter(c => c.ok)
  if (opened.length < sent.size)
    throw new Error(`${sent.size - opened.length} of ${sent.size} modals were not opened`)
  const view = opened.map(c => c.mono - (sent.get(String(c.args.trigger_id)) ?? Number.NaN))
  slack.state.triggers.clear()
  return { ack, view }
}

async function startBare(slack: Slack): Promise<ChildProcess> {
  const env = {
    ...process.env,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
  }
  const file = fileURLToPath(new URL('bare-bolt.ts', import.meta.url))
  const child = fork(file, { env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  await new Promise(resolve => child.once('message', resolve))
  return child
}

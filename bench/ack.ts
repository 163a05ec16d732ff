import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { setStage } from '../sandbox/drill/stage.ts'
import { manifestScopes, sandboxWorkspace } from '../sandbox/production.ts'
import { startSlack } from '../sandbox/slack/index.ts'
import { type BenchResult, median, percentile, result } from './result.ts'

const rounds = 5
const requests = 2000
const concurrency = 50
const people = ['U0MAYA', 'U0LEE', 'U0ANA', 'U0OMAR', 'U0GRACE']
type Slack = Awaited<ReturnType<typeof startSlack>>

/** Slash command → ack, against a bare Bolt app on a sandbox of the same kind, rounds interleaved. */
export async function benchAck(): Promise<BenchResult[]> {
  const stage = await setStage(10, () => {})
  const bareSlack = await startSlack({
    workspace: sandboxWorkspace('playbook.yml'),
    scopes: manifestScopes('manifest.yml'),
  })
  const bare = await startBare(bareSlack)
  const runs: { p50: number; p99: number; ours: number; floor: number }[] = []
  try {
    for (let n = 0; n <= rounds; n++) {
      const floor = await measure(bareSlack, '/incident list')
      const ours = await measure(stage.slack, '/incident list')
      // The first round warms both up and is not counted.
      if (n === 0) continue
      const [a, b] = [percentile(ours, 0.5), percentile(floor, 0.5)]
      runs.push({ ours: a, floor: b, p50: a / b, p99: percentile(ours, 0.99) / percentile(floor, 0.99) })
    }
  } finally {
    bare.kill('SIGKILL')
    await bareSlack.stop()
    await stage.stop()
  }
  const [ours, floor] = [median(runs.map(r => r.ours)), median(runs.map(r => r.floor))]
  return [
    result(
      'ack p50',
      'ms',
      ours,
      floor,
      1.5,
      runs.map(r => r.p50),
    ),
    result(
      'ack p99',
      'ms',
      ours,
      floor,
      2,
      runs.map(r => r.p99),
    ),
  ]
}

async function measure(slack: Slack, command: string): Promise<number[]> {
  slack.ledger.clear()
  const found: number[] = []
  let left = requests
  await Promise.all(
    Array.from({ length: concurrency }, async (_, n) => {
      const person = slack.as(people[n % people.length] ?? 'U0MAYA')
      while (left-- > 0) found.push((await person.command('#emergency-incidents', command)).ackMs)
    }),
  )
  while (!slack.isIdle()) await new Promise(resolve => setTimeout(resolve, 10))
  for (const channel of slack.state.channels.values()) channel.messages.length = 0
  return found
}

async function startBare(slack: Slack): Promise<ChildProcess> {
  const env = {
    ...process.env,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
  }
  const child = fork(fileURLToPath(new URL('bare-bolt.ts', import.meta.url)), {
    env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await new Promise(resolve => child.once('message', resolve))
  return child
}

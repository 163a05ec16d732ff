import { setStage } from '../sandbox/drill/stage.ts'
import { type BenchResult, median, result } from './result.ts'

const callMs = 100
const runsWanted = 7
/** create → panel → pin: the longest chain of calls that need each other's answers. */
const chain = 3
const setUp = [
  'conversations.create',
  'conversations.invite',
  'conversations.setTopic',
  'chat.postMessage',
  'pins.add',
  'chat.postEphemeral',
]

/** Slack calls to set a channel up, and the time to the last of them with 100 ms a call. */
export async function benchDeclare(): Promise<BenchResult[]> {
  const stage = await setStage(10, () => {})
  const times: number[] = []
  const counts: number[] = []
  try {
    for (let n = 0; n <= runsWanted; n++) {
      const { ledger, faults } = stage.slack
      ledger.clear()
      faults.latencyMs = callMs
      const started = Date.now()
      await stage.slack.as('U0MAYA').command('#emergency-incidents', `/incident declare P3 bench ${n}`)
      const until = Date.now() + 10_000
      while (ledger.of('pins.add').length < 1 && Date.now() < until)
        await new Promise(resolve => setTimeout(resolve, 5))
      await new Promise(resolve => setTimeout(resolve, 400))
      // The diagnostics that start by themselves are not part of setting the channel up.
      const calls = ledger.calls.filter(
        c => setUp.includes(c.method) && !String(c.args.text).startsWith('*Diagnostics*'),
      )
      // A call is noted when it is worked on, which is the end of its 100 ms here.
      if (n > 0) times.push(Math.max(...calls.map(c => c.at)) - started)
      counts.push(calls.length)
      faults.latencyMs = 0
    }
  } finally {
    await stage.stop()
  }
  const floor = chain * callMs
  return [
    result('declare: Slack calls', 'calls', median(counts), 8, 1, []),
    result(
      'declare: time to the last call',
      'ms',
      median(times),
      floor,
      1.3,
      times.map(t => t / floor),
    ),
  ]
}

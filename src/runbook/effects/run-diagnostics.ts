import { event, type FindingRow } from '../../incident/events.ts'
import { diagnostics } from '../../messages/index.ts'
import type { EffectHandler, Try } from '../effect.ts'
import type { MessageRef } from '../ports/chat.ts'
import { postOnce } from '../post-once.ts'
import { runProbes } from '../run-probes.ts'

/** Slack allows about one edit a second in one channel; fewer, fuller updates are also easier to read. */
const editEveryMs = 700

/** §2.1: all probes side by side; one message that fills in as answers arrive. */
export const runDiagnostics: EffectHandler = {
  name: 'run-diagnostics',
  settles: 'lookup',
  fails: 'Diagnostics could not be shown',
  next: 'Press Diagnose to run them again.',
  async run(t) {
    const { policy, runbook, effect } = t
    const rows: FindingRow[] = []
    const started = performance.now()
    const message = (done: boolean) => {
      const found = new Map(rows.map(r => [r.key, r]))
      const shown = policy.probes.map(
        p => found.get(p.key) ?? { key: p.key, title: p.title, running: true as const },
      )
      return diagnostics(shown, {
        done,
        tookMs: Math.round(performance.now() - started),
        incident: t.incident.id,
      })
    }
    const live = createLiveMessage(t, () => message(false))
    const findings = await runProbes(policy.probes, runbook.production, t.now, row => {
      rows.push(row)
      live.touch()
    })
    const tookMs = Math.round(performance.now() - started)
    const ref = await live.finish(message(true))
    return [
      event(
        'diagnostics.completed',
        { run: effect.arg ?? '', findings, tookMs, message: `${ref.channel}/${ref.ts}`, effect: effect.id },
        'pitcrew',
      ),
    ]
  },
}

/** Posts at once, edits while things change but not too often, and ends with the last word. */
function createLiveMessage(t: Try, current: () => Parameters<typeof postOnce>[2]) {
  const posted: Promise<MessageRef> = postOnce(t, { to: 'incident' }, current())
  // Awaited in finish(); until then a failure must not count as unhandled.
  posted.catch(() => {})
  let editing: Promise<void> | undefined
  let last = performance.now()

  async function edit() {
    const ref = await posted
    const wait = last + editEveryMs - performance.now()
    if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait))
    if (finished) return
    last = performance.now()
    await t.runbook.outbound.edit(t.incident, ref, current())
  }
  let finished = false
  return {
    touch() {
      // A missed edit is made up for by the next one, and by the last.
      editing ??= edit()
        .catch(error => t.runbook.log.debug({ err: error }, 'an edit of the diagnostics message was skipped'))
        .finally(() => {
          editing = undefined
        })
    },
    async finish(message: Parameters<typeof postOnce>[2]): Promise<MessageRef> {
      finished = true
      const ref = await posted
      await editing
      await t.runbook.outbound.edit(t.incident, ref, message)
      return ref
    },
  }
}

import { event } from '../../incident/events.ts'
import { hashBytes } from '../../incident/model/chain.ts'
import { investigation } from '../../messages/index.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { type Collected, investigations } from '../investigations/index.ts'
import { createLiveMessage } from '../live-message.ts'
import { readCause } from '../read-cause.ts'
import { type PartResult, runInvestigation } from '../run-investigation.ts'
import { uploadOnce } from '../upload-once.ts'

/** §4.1: reads what the playbook names, side by side; one message that fills in, then the files. */
export const investigate: EffectHandler = {
  name: 'investigate',
  settles: 'lookup',
  fails: 'The investigation could not be shown',
  next: 'Press Investigate to run it again.',
  async run(t) {
    const cause = await readCause(t, 'investigation.requested')
    if (cause === undefined) return [settled(t.effect, 'skipped', 'nothing was asked for')]
    const { run, parts } = cause.data
    const wanted = investigations.filter(i => parts.length === 0 || parts.includes(i.part))
    const found: PartResult[] = []
    const started = performance.now()
    const took = () => Math.round(performance.now() - started)
    const show = (done: boolean) => {
      const rows = wanted.map(
        w => found.find(f => f.part === w.part) ?? { part: w.part, title: w.title, running: true as const },
      )
      return investigation(rows, { done, tookMs: took(), incident: t.incident.id })
    }
    const live = createLiveMessage(t, () => show(false))
    const { production } = t.runbook
    const given = { policy: t.policy, ports: production, now: t.now, stem: `${t.incident.id}-${run}` }
    const { results, collected } = await runInvestigation(parts, given, result => {
      found.push(result)
      live.touch()
    })
    const tookMs = took()
    try {
      await live.finish(show(true))
      const files = await sendFiles(t, collected)
      return [
        event(
          'investigation.collected',
          { run, parts: results, files, tookMs, effect: t.effect.id },
          'pitcrew',
        ),
      ]
    } finally {
      await Promise.allSettled(collected.map(c => c.discard?.()))
    }
  },
}

async function sendFiles(t: Try, collected: Collected[]) {
  const files = collected.flatMap(c => c.files)
  if (files.length === 0) return []
  const links = await uploadOnce(t, files, `Files of the investigation of ${t.incident.id}.`)
  return files.map(({ name, sha256, content }) => {
    const link = links.find(l => l.name === name)?.link
    const digest = sha256 ?? (content instanceof Blob ? '' : hashBytes(content))
    return { name, sha256: digest, ...(link === undefined ? {} : { link }) }
  })
}

import { hashBytes } from '../../incident/chain.ts'
import { event } from '../../incident/events.ts'
import { preliminaryReport, reportJson } from '../../report/index.ts'
import type { EffectHandler } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { uploadOnce } from '../upload-once.ts'

/** §6.1: the preliminary report and the timeline, as Markdown and JSON, in the channel. */
export const exportReport: EffectHandler = {
  name: 'export-report',
  settles: 'lookup',
  fails: 'The report could not be uploaded',
  next: 'Press Export to try again.',
  async run(t) {
    const { incident, runbook, effect } = t
    if (incident.channel === undefined)
      return [settled(effect, 'skipped', 'there is no channel to put it in')]
    const upTo = effect.seq
    const events = (await runbook.store.readEvents(incident.id)).filter(e => e.seq <= upTo)
    const head = events.at(-1)?.hash ?? ''
    const names = await runbook.directory.displayNames([
      ...new Set(events.flatMap(e => peopleIn(e.by, e.data))),
    ])
    const stem = `${incident.id}-report-${incident.reports + 1}`
    const files = [
      {
        name: `${stem}.md`,
        title: `Preliminary report ${incident.id}`,
        content: preliminaryReport(incident, events, names),
      },
      { name: `${stem}.json`, title: `Timeline ${incident.id}`, content: reportJson(incident, events) },
    ]
    const links = await uploadOnce(t, files, `Preliminary report of ${incident.id}: Markdown and JSON.`)
    return [
      event(
        'report.exported',
        {
          files: files.map(f => {
            const link = links.find(l => l.name === f.name)?.link
            return { name: f.name, sha256: hashBytes(f.content), ...(link === undefined ? {} : { link }) }
          }),
          events: events.length,
          head,
          effect: effect.id,
        },
        'pitcrew',
      ),
    ]
  },
}

/** Slack user ids in an event, for their names in the report. */
function peopleIn(by: string, data: unknown): string[] {
  const found = JSON.stringify(data).match(/\b[UW][A-Z0-9]{2,}\b/g) ?? []
  return [by, ...found]
}

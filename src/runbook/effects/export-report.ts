import { event } from '../../incident/events.ts'
import { hashBytes } from '../../incident/model/chain.ts'
import { incidentChart, postMortem, preliminaryReport, reportHtml, reportJson } from '../../report/index.ts'
import { completeChat } from '../complete-chat.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { findThread } from '../find-thread.ts'
import type { Upload } from '../ports/chat.ts'
import type { ChatMessage } from '../ports/chat-log.ts'
import { namesFor } from '../report-names.ts'
import { uploadOnce } from '../upload-once.ts'

/** §6.1, §6.2: the preliminary report, the post-mortem and the timeline, in the channel. */
export const exportReport: EffectHandler = {
  name: 'export-report',
  settles: 'lookup',
  fails: 'The report could not be uploaded',
  next: 'Press Export to try again.',
  async run(t) {
    const { incident, runbook, effect } = t
    if (incident.channel === undefined)
      return [settled(effect, 'skipped', 'there is no channel to put it in')]
    const thread = findThread(t, 'end')
    // A gap in what was heard is no reason to have no report.
    await completeChat(runbook, incident).catch(error =>
      runbook.log.warn({ err: error, incident: incident.id }, 'the conversation could not be completed'),
    )
    const events = (await runbook.store.readEvents(incident.id)).filter(e => e.seq <= effect.seq)
    const head = events.at(-1)?.hash ?? ''
    const chat = await runbook.chatLog.list(incident.id)
    const files = await write(t, events, chat)
    const links = await uploadOnce(
      t,
      files,
      `Report of ${incident.id}: preliminary report, post-mortem, timeline.`,
      thread,
    )
    return [
      event('timeline.sealed', { messages: chat.length, digest: hashBytes(JSON.stringify(chat)) }, 'pitcrew'),
      event(
        'report.exported',
        {
          files: files.map(f => {
            const link = links.find(l => l.name === f.name)?.link
            const sha256 = f.content instanceof Blob ? '' : hashBytes(f.content)
            return { name: f.name, sha256, ...(link === undefined ? {} : { link }) }
          }),
          ...(incident.ended?.how === 'resolved' && incident.canvas === undefined ? { canvas: true } : {}),
          events: events.length,
          head,
          effect: effect.id,
        },
        'pitcrew',
      ),
    ]
  },
}

const breathe = () => new Promise<void>(resolve => setImmediate(resolve))

type Events = Parameters<typeof reportJson>[1]

async function write({ incident, runbook }: Try, events: Events, chat: ChatMessage[]): Promise<Upload[]> {
  const names = await namesFor(runbook, events, chat, breathe)
  const stem = `${incident.id}-report-${incident.reports + 1}`
  const markdown = await postMortem({ incident, events, chat, names }, breathe)
  const chart = incidentChart(incident, events)
  const png = await runbook.production.charts?.toPng(chart).catch(error => {
    runbook.log.warn({ err: error }, 'the picture of the incident could not be drawn')
    return undefined
  })
  const title = `Post-mortem ${incident.id}`
  return [
    {
      name: `${stem}-preliminary.md`,
      title: `Preliminary report ${incident.id}`,
      content: await preliminaryReport(incident, events, names, breathe),
    },
    { name: `${stem}.md`, title, content: markdown },
    { name: `${stem}.html`, title, content: await reportHtml(title, markdown, chart, breathe) },
    {
      name: `${stem}.json`,
      title: `Timeline ${incident.id}`,
      content: await reportJson(incident, events, chat, breathe),
    },
    ...(png === undefined
      ? []
      : [{ name: `${stem}-chart.png`, title: `Course of ${incident.id}`, content: png }]),
  ]
}

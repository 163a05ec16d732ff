import { event } from '../../incident/events.ts'
import { postMortem } from '../../report/index.ts'
import type { EffectHandler } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { NotSent } from '../ports/faults.ts'
import { namesFor } from '../report-names.ts'

const breathe = () => new Promise<void>(resolve => setImmediate(resolve))

/** The post-mortem as a canvas to work on together, once, where the workspace's plan has canvases. */
export const makeCanvas: EffectHandler = {
  name: 'make-canvas',
  settles: 'at-most-once',
  fails: 'The post-mortem could not be put on a canvas',
  next: 'The files in the channel have it.',
  async run(t) {
    const { incident, runbook, effect } = t
    if (incident.channel === undefined) return [settled(effect, 'skipped', 'there is no channel')]
    const events = (await runbook.store.readEvents(incident.id)).filter(e => e.seq <= effect.seq)
    const chat = await runbook.chatLog.list(incident.id)
    const names = await namesFor(runbook, events, chat, breathe)
    const markdown = await postMortem({ incident, events, chat, names }, breathe)
    await t.beforeSend()
    try {
      const title = `Post-mortem ${incident.id}`
      const canvas = await runbook.chat.makeCanvas(incident.channel.id, title, markdown)
      return [event('canvas.made', { canvas, effect: effect.id }, 'pitcrew')]
    } catch (error) {
      if (!(error instanceof NotSent) || error.retryable) throw error
      return [settled(effect, 'skipped', `no canvas here: ${error.message}`)]
    }
  },
}

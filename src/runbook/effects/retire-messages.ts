import type { Message } from '../../blocks/index.ts'
import { effectId } from '../../incident/effects.ts'
import { type IncidentEvent, isKnown } from '../../incident/events.ts'
import { isOpen } from '../../incident/state.ts'
import { diagnostics, escalationOver } from '../../messages/index.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import type { MessageRef } from '../ports/chat.ts'
import { NotSent } from '../ports/faults.ts'

/** When an incident has ended, its pings, warnings and findings lose the buttons that would be refused. */
export const retireMessages: EffectHandler = {
  name: 'retire-messages',
  settles: 'idempotent',
  fails: 'Old pings and findings could not be edited',
  next: 'Their buttons still work as far as the end allows, and say so when it does not.',
  async run(t) {
    const { incident, runbook } = t
    // Reopened meanwhile: the buttons count again.
    if (isOpen(incident)) return [settled(t.effect, 'skipped', 'the incident goes on')]
    const events = (await runbook.store.readEvents(incident.id)).filter(isKnown)
    const since = events.filter(e => e.at >= incident.clock.from)
    for (const { ref, told } of await listPings(t, since)) await edit(t, ref, escalationOver(incident, told))
    await retireFindings(t, since)
    return [settled(t.effect, 'done')]
  },
}

type Due = Extract<IncidentEvent, { type: 'escalation.due' }>
/** `told`: whom a message of the incident’s channel was for. */
type Ping = { ref: MessageRef; told?: Due }

async function listPings({ incident, runbook }: Try, events: IncidentEvent[]): Promise<Ping[]> {
  const pings: Ping[] = []
  const dues = events.filter(e => e.type === 'escalation.due')
  for (const e of events) {
    if (e.type === 'escalation.pinged') pings.push({ ref: { channel: e.data.channel, ts: e.data.ts } })
    if (e.type === 'escalation.announced' && incident.channel !== undefined) {
      const told = dues.findLast(d => d.seq < e.seq && d.data.level === e.data.level)
      const ref = { channel: incident.channel.id, ts: e.data.ts }
      pings.push(told === undefined ? { ref } : { ref, told })
    }
    if (e.type !== 'escalation.warned') continue
    const audience = { to: 'direct' as const, user: e.data.to }
    const effect = effectId(incident.id, e.seq, 'warn-commander')
    const found = await runbook.outbound.find(incident, audience, effect, e.at - clockSlackMs)
    if (found !== undefined) pings.push({ ref: found })
  }
  return pings
}

/** Slack's clock may be behind ours. */
const clockSlackMs = 60_000

/** Every message with findings stays to be read; the severity that it suggested is the event after its own. */
async function retireFindings(t: Try, events: IncidentEvent[]): Promise<void> {
  for (const [n, e] of events.entries()) {
    if (e.type !== 'diagnostics.completed' || e.data.message === undefined) continue
    const { findings, tookMs, message } = e.data
    const [channel = '', ts = ''] = message.split('/')
    const next = events[n + 1]
    const assessed = next?.type === 'severity.assessed' ? { assessed: next.data } : {}
    const given = { done: true, over: true, tookMs, incident: t.incident.id, ...assessed }
    await edit(t, { channel, ts }, diagnostics(findings, given))
  }
}

/** A message that somebody deleted, or of a channel that was archived, keeps no other from being edited. */
async function edit({ incident, runbook }: Try, ref: MessageRef, message: Message): Promise<void> {
  try {
    await runbook.outbound.edit(incident, ref, message)
  } catch (error) {
    if (!(error instanceof NotSent) || error.retryable) throw error
    runbook.log.warn({ err: error }, 'a ping or a finding of an ended incident could not be edited')
  }
}

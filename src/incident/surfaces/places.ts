import type { Incident } from '../state.ts'

/** How long pings and the announcement wait for the channel, so that they can link it (ms). */
export const channelGraceMs = 2000
/** How long the first messages of a new channel wait for the panel, so that it stands above them (ms). */
const panelFirstMs = 5000

/** What goes out at once, whether there is a channel or not. */
const atOnce = new Set(['open-channel', 'tell-pager', 'update-status-page', 'welcome-declarer'])
/** What writes into the incident's channel, or brings people and files into it. */
const intoChannel = new Set([
  'announce-escalation',
  'export-report',
  'investigate',
  'invite-responders',
  'invite-to-review',
  'make-canvas',
  'pin-panel',
  'post-notice',
  'post-output',
])

/**
 * Whether an owed effect can be carried out now. Nothing but what goes into the incident's channel needs one: people
 * are told directly, however long the channel cannot be had. In a new channel the panel comes first.
 */
export function hasPlace(i: Incident, effect: { name: string; arg?: string }, now: number): boolean {
  if (atOnce.has(effect.name)) return true
  const into = goesIntoChannel(effect)
  if (i.channel === undefined) return !into && now >= i.declaredAt + channelGraceMs
  // Diagnostics run without a channel too; where there is one, their message stands below the panel.
  const isPosted = into || effect.name === 'run-diagnostics'
  return !isPosted || effect.arg === 'panel' || panelStands(i, now)
}

/** What was caused while everything waited for the channel cannot have been tried by anybody. */
export function withoutTries<T extends { at?: number }>(i: Incident, effect: T): T {
  if (i.channel !== undefined || (effect.at ?? Number.POSITIVE_INFINITY) >= i.declaredAt + channelGraceMs)
    return effect
  const { at: _, ...rest } = effect
  return rest as T
}

/** Whether an effect writes into the incident's channel, or brings people and files into it. */
export function goesIntoChannel({ name, arg = '' }: { name: string; arg?: string }): boolean {
  if (name !== 'render-surface') return intoChannel.has(name)
  return arg !== 'announcement' && !arg.includes('-dm-')
}

function panelStands(i: Incident, now: number): boolean {
  const panel = i.surfaces.panel
  return (
    panel === undefined ||
    panel.ts !== undefined ||
    panel.failed === true ||
    now >= (i.channelAt ?? 0) + panelFirstMs
  )
}

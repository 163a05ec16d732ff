import { effectId } from '../effects.ts'
import { type Incident, isOpen } from '../state.ts'

/** The message of the incident's channel under which something belongs. */
export type Place = 'panel' | 'ping' | 'diagnostics' | 'end'

/** Its ts; `soon`: it is on its way; undefined: there is none, and the channel itself is the place. */
export function threadOf(i: Incident, place: Place): string | undefined {
  switch (place) {
    case 'ping':
      return pingThread(i) ?? panelThread(i)
    case 'diagnostics':
      return i.diagnostics?.ts ?? panelThread(i)
    case 'end':
      return endThread(i) ?? panelThread(i)
    case 'panel':
      return panelThread(i)
  }
}

function panelThread(i: Incident): string | undefined {
  const { panel } = i.surfaces
  return panel !== undefined && panel.ts === undefined && panel.rendered < panel.wanted ? 'soon' : panel?.ts
}

/** The first ping since the declare, or since the last reopening. */
function pingThread(i: Incident): string | undefined {
  const first = Object.entries(i.escalations)
    .filter(([key, fired]) => key.startsWith(`${i.clock.epoch}/`) && fired.ts !== undefined)
    .sort(([, a], [, b]) => a.at - b.at)[0]
  if (first !== undefined) return first[1].ts
  return Object.values(i.pending).some(p => p.name === 'announce-escalation') ? 'soon' : undefined
}

function endThread(i: Incident): string | undefined {
  const { endPost } = i
  if (isOpen(i) || endPost === undefined) return undefined
  return effectId(i.id, endPost.seq, 'post-notice') in i.pending ? 'soon' : endPost.ts
}

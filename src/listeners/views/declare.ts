import type { Meta } from '../../blocks/index.ts'
import { type FormState, declare as modal } from '../../modals/index.ts'
import { declareIncident, type Gesture, toldRefusal } from '../listen.ts'

/** The one form that needs no incident. */
export async function submitDeclare(g: Gesture, state: FormState, meta: Meta | undefined): Promise<void> {
  const read = modal.read(state)
  if (!read.ok) return
  const { home, ...declared } = read.value
  const origin = meta?.from ?? { channel: '' }
  const at: Gesture = { ...g, channel: origin.channel || g.channel }
  // A private one has a channel of its own, whatever was ticked.
  const stays = home === 'here' && origin.channel !== '' && declared.visibility === 'public'
  const where = stays ? { here: origin.channel } : ('new' as const)
  const given = {
    ...declared,
    origin: { channel: origin.channel, ...(origin.message === undefined ? {} : { message: origin.message }) },
    where,
  }
  await toldRefusal(at, await declareIncident(at, given))
}

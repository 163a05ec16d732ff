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
  const where = home === 'here' && origin.channel !== '' ? { here: origin.channel } : ('new' as const)
  const given = {
    ...declared,
    visibility: 'public' as const,
    origin: { channel: origin.channel, ...(origin.message === undefined ? {} : { message: origin.message }) },
    where,
  }
  await toldRefusal(at, await declareIncident(at, given))
}

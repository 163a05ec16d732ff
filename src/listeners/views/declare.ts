import { type Meta, safe } from '../../blocks/index.ts'
import { answer } from '../../messages/index.ts'
import { type FormState, declare as modal } from '../../modals/index.ts'
import { NotSent } from '../../runbook/ports/faults.ts'
import type { Runbook } from '../../runbook/runbook.ts'
import { tell, toldRefusal } from '../answer.ts'
import { declareIncident, type Gesture } from '../listen.ts'

const lookWithinMs = 1500

/**
 * The errors of the form, by field. “This channel” is refused here where the bot cannot be in it, while the person can
 * still choose; a look-up that fails or takes long refuses nothing, since the incident finds itself another channel.
 */
export async function declareErrors(
  runbook: Runbook,
  state: FormState,
  meta: Meta | undefined,
  isEarlier: boolean,
): Promise<Record<string, string> | undefined> {
  // Without it nobody knows whether it was to be private or a drill.
  if (meta?.declare === undefined && !isEarlier)
    return { title: 'This form can no longer be read. Open it again; nothing was declared.' }
  const read = modal.read(state, meta?.declare?.kind)
  if (!read.ok) return read.errors
  const { home, kind } = read.value
  if (home !== 'here' || kind === 'private') return undefined
  const why = await whyNotHere(runbook, meta?.from?.channel ?? '')
  return why === undefined ? undefined : { home: `${why} Choose “A new channel”.` }
}

async function whyNotHere({ chat }: Runbook, channel: string): Promise<string | undefined> {
  if (channel === '') return 'You are in no channel here.'
  if (channel.startsWith('D')) return 'A direct message cannot hold an incident.'
  const late = new Promise<void>(resolve => setTimeout(resolve, lookWithinMs).unref())
  try {
    await Promise.race([chat.checkChannel(channel), late])
    return undefined
  } catch (error) {
    if (!(error instanceof NotSent) || error.retryable) return undefined
    if (error.code === 'is_archived') return 'This channel is archived.'
    if (error.code === 'shared-channel')
      return 'This channel is shared with another company, which would read everything.'
    return error.owner === 'channel' ? 'Pitcrew is not in this channel.' : undefined
  }
}

/** The one form that needs no incident. */
export async function submitDeclare(g: Gesture, state: FormState, meta: Meta | undefined): Promise<void> {
  const read = modal.read(state, meta?.declare?.kind)
  if (!read.ok) return
  const { home, kind, ...declared } = read.value
  const visibility = kind === 'private' ? ('private' as const) : ('public' as const)
  const origin = meta?.from ?? { channel: '' }
  const at: Gesture = { ...g, channel: origin.channel || g.channel }
  // A private one has a channel of its own, whatever was ticked.
  const stays = home === 'here' && origin.channel !== '' && visibility === 'public'
  const where = stays ? { here: origin.channel } : ('new' as const)
  const given = {
    ...declared,
    visibility,
    ...(kind === 'drill' ? { mode: 'drill' as const } : {}),
    origin: { channel: origin.channel, ...(origin.message === undefined ? {} : { message: origin.message }) },
    where,
  }
  const outcome = await declareIncident(at, given)
  if (await toldRefusal(at, outcome)) return
  if ('repeated' in outcome && outcome.repeated)
    await tell(
      at,
      answer(
        safe`This form has declared ${outcome.state.id} already, with the words of the first time. Add what you changed since: \`/incident note ${outcome.state.id}\``,
      ),
    )
}

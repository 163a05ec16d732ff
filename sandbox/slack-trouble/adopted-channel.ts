import type { Fault } from '../slack/faults.ts'
import type { Part, Trouble } from './part.ts'

const restricted: Fault = { kind: 'error', error: 'restricted_action' }

/** R1: where no channel can be had, an incident moves into the one that somebody invites Pitcrew to. */
export const adoptedChannel: Part = {
  name: 'R1',
  async play(t) {
    await isAdopted(t)
    await staysPrivate(t)
  },
}

async function isAdopted(t: Trouble) {
  const what = 'no channel at all:'
  t.faults.begin('conversations.create', restricted)
  const end = t.faults.begin('conversations.info', { kind: 'error', error: 'channel_not_found' })
  await t.person('U0TOM').command(t.home, '/incident declare P1 homeless')
  t.add(`${what} pinged`, await t.sees('U0LEE', '@pitcrew', 'homeless'))
  t.add(`${what} announced`, await t.sees('U0ANA', t.home, 'homeless'))
  t.add(`${what} the declarer hears that there is none yet`, await t.sees('U0TOM', t.home, /no channel yet/))
  end()
  t.slack.state.addChannel('room-by-hand', 'U0TOM', false, ['U0TOM', 'U0LEE'])
  t.person('U0TOM').inviteBot('room-by-hand')
  t.add(
    `${what} it moves into the channel Pitcrew is invited to`,
    await t.sees('U0LEE', 'room-by-hand', 'Phase 1'),
  )
  await t.cancel('room-by-hand')
  t.faults.heal()
}

async function staysPrivate(t: Trouble) {
  t.faults.begin('conversations.create', restricted)
  await t.person('U0TOM').command(t.home, '/incident declare private P1 quiet breach')
  await t.seen('U0TOM', t.home, /no channel yet/)
  const public_ = [t.home, '#leadership', '#customer-success'].flatMap(c => t.person('U0OMAR').sees(c))
  t.add(
    'a private incident without a channel: nothing in public',
    !public_.some(m => m.text.includes('quiet breach')),
  )
  t.slack.state.addChannel('closed-room', 'U0TOM', true, ['U0TOM'])
  t.person('U0TOM').inviteBot('closed-room')
  t.add('a private incident moves into a private channel', await t.sees('U0TOM', 'closed-room', 'Phase 1'))
  await t.cancel('closed-room')
}

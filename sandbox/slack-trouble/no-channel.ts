import type { Fault } from '../slack/faults.ts'
import type { Part, Trouble } from './part.ts'

const outageMs = 25_000
const restricted: Fault = { kind: 'error', error: 'restricted_action' }

/** R1: no channel can be made, for a while or for good, and everybody is told all the same. */
export const noChannel: Part = {
  name: 'R1',
  async play(t) {
    await whileItFails(t, 'answers 503', { kind: 'status', status: 503 })
    await whileItFails(t, 'drops the connection', { kind: 'cut' })
    await neverAllowed(t)
    await notHere(t)
  },
}

async function whileItFails(t: Trouble, how: string, fault: Fault): Promise<void> {
  const title = `create ${how.replaceAll(/\W+/g, ' ')}`
  const end = t.faults.begin('conversations.create', fault)
  const began = Date.now()
  const named = `conversations.create ${how} for 25 s`
  await t.person('U0TOM').command(t.home, `/incident declare P1 ${title}`)
  const ping = await t.sees('U0MAYA', '@pitcrew', title, outageMs)
  t.add(
    `${named}: pinged directly, meanwhile`,
    ping && Date.now() - began < outageMs,
    `${Date.now() - began} ms`,
  )
  t.add(`${named}: announced meanwhile`, await t.sees('U0ANA', t.home, title, 5000))
  t.add(
    `${named}: the declarer is told meanwhile`,
    await t.sees('U0TOM', t.home, 'it has no channel yet', 15_000),
  )
  await new Promise(resolve => setTimeout(resolve, Math.max(0, outageMs - (Date.now() - began))))
  end()
  const slug = title.replaceAll(' ', '-')
  const find = () =>
    t
      .person('U0TOM')
      .channels()
      .find(c => c.startsWith('inc-') && c.includes(slug))
  const channel = await t.until(`the channel of “${title}”`, find, 40_000).catch(() => undefined)
  t.add(`${named}: the channel comes by itself afterwards`, channel !== undefined, channel ?? 'none')
  if (channel === undefined) return
  const first = await t.sees('U0TOM', channel, 'Phase 1')
  t.add(
    `${named}: its first message is the panel`,
    first && (t.person('U0TOM').sees(channel)[0]?.text ?? '').includes('Phase 1'),
  )
  const pings = t
    .person('U0MAYA')
    .sees('@pitcrew')
    .filter(m => m.text.includes(title) && m.text.includes('on call'))
  t.add(`${named}: pinged once`, pings.length === 1, pings.length)
  await t.cancel(channel)
}

async function neverAllowed(t: Trouble): Promise<void> {
  const end = t.faults.begin('conversations.create', restricted)
  const title = 'no channels allowed'
  await t.person('U0TOM').command('#customer-success', `/incident declare P1 ${title}`)
  t.add('a policy forbids channels: pinged directly', await t.sees('U0MAYA', '@pitcrew', title, 20_000))
  t.add(
    'a policy forbids channels: it is run in the emergency channel',
    await t.sees('U0ANA', t.home, 'Phase 1', 20_000),
  )
  // Where they typed, or directly: Pitcrew is no member of that channel.
  const why = 'its own channel could not be opened'
  const told = await Promise.any(
    ['#customer-success', '@pitcrew'].map(where => t.seen('U0TOM', where, why, 20_000)),
  ).then(
    () => true,
    () => false,
  )
  t.add('a policy forbids channels: the declarer is told why, where they look', told)
  await t.cancel(t.home)
  end()
}

async function notHere(t: Trouble): Promise<void> {
  t.slack.state.addChannel('secret-room', 'U0TOM', true, ['U0TOM'])
  const tom = t.person('U0TOM')
  for (const [where, why] of [
    ['#secret-room', 'Pitcrew is not in this channel'],
    ['@pitcrew', 'direct message cannot hold'],
  ] as const) {
    await tom.command(where, '/incident declare')
    await t.until('the form', () => tom.modal()?.submit === 'Declare')
    await tom.pressInModal('More options')
    await t.until('every question', () => tom.modal()?.fields.includes('Channel') === true)
    tom.fill({ 'What fails?': 'here', Channel: 'This channel' })
    await tom.submit()
    const errors = Object.values(tom.modal()?.errors ?? {}).join()
    t.add(`“This channel” is refused at its field in ${where}`, errors.includes(why), errors)
    tom.close()
  }
}

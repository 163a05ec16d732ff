import type { Fault } from '../slack/faults.ts'
import type { Part } from './part.ts'

const faults: [string, string, Fault][] = [
  [
    'usergroups.list answers plan_upgrade_required',
    'usergroups.list',
    { kind: 'error', error: 'plan_upgrade_required' },
  ],
  ['usergroups.list answers missing_scope', 'usergroups.list', { kind: 'error', error: 'missing_scope' }],
  ['usergroups.list answers 429', 'usergroups.list', { kind: 'rate', retryAfter: 30 }],
  ['users.info answers internal_error', 'users.info', { kind: 'error', error: 'internal_error' }],
  [
    'users.lookupByEmail answers missing_scope',
    'users.lookupByEmail',
    { kind: 'error', error: 'missing_scope' },
  ],
]

/** R2: a look-up of people that fails costs only what it would have given. */
export const lookUps: Part = {
  name: 'R2',
  async play(t) {
    for (const [n, [words, method, fault]] of faults.entries()) {
      const end = t.faults.begin(method, fault)
      const title = `people unknown ${n}`
      const channel = await t.declare(`P1 ${title}`)
      t.add(`${words}: declared, and pinged`, await t.sees('U0LEE', '@pitcrew', title))
      await t.person('U0MAYA').command(channel, '/incident ack')
      t.add(`${words}: acknowledged`, await t.sees('U0TOM', channel, /P1 acknowledged by/))
      await t.person('U0TOM').command(channel, `/incident update still looking ${n}`)
      t.add(`${words}: updated`, await t.sees('U0TOM', channel, `still looking ${n}`))
      await t.cancel(channel)
      end()
    }
  },
}

import type { Part } from './part.ts'

/** Colleagues of an Enterprise organisation are members; people of other companies are not. */
export const otherWorkspaces: Part = {
  name: 'W4',
  async play(t) {
    const { state } = t.slack
    const people = [
      {
        id: 'U0NORA',
        name: 'nora',
        realName: 'Nora',
        team: 'T0NORTH',
        enterprise: { id: 'E0ORG', teams: ['T0NORTH', state.team] },
      },
      {
        id: 'U0ODA',
        name: 'oda',
        realName: 'Oda',
        team: 'T0NORTH',
        enterprise: { id: 'E0ORG', teams: ['T0NORTH'] },
      },
      { id: 'U0STRA', name: 'stra', realName: 'Stra', team: 'T0PARTNER' },
    ]
    for (const p of people) {
      state.users.set(p.id, p)
      state.channelNamed('emergency-incidents')?.members.add(p.id)
    }
    const channel = await t.declare('P2 from the north', 'U0NORA')
    t.add('a colleague at home in another workspace declares', channel !== '', channel)
    await t.seen('U0NORA', channel, 'Phase 1')
    await t.person('U0NORA').command(channel, '/incident ack')
    t.add('… and acknowledges', await t.sees('U0MAYA', t.home, 'Nora has acknowledged'))
    for (const [who, what] of [
      ['U0ODA', 'a colleague who is not in our workspace'],
      ['U0STRA', 'somebody of another company'],
    ] as const) {
      await t.person(who).command(t.home, '/incident declare P1 mine')
      t.add(
        `${what} is refused, in words`,
        await t.sees(who, t.home, 'Only members of this workspace can act'),
      )
    }
    await t.cancel(channel, 'U0NORA')
  },
}

import { afterEach, expect, test } from 'vitest'
import { type Harness, startPitcrew } from '../harness/pitcrew.ts'

let h: Harness
afterEach(() => h?.stop())
const home = '#emergency-incidents'
const incidentChannel = (user: string) =>
  h
    .as(user)
    .channels()
    .filter(c => c.startsWith('inc-'))
    .at(-1) ?? ''
const said = (channel: string) =>
  (h.slack.state.channelNamed(channel)?.messages ?? []).filter(m => m.only === undefined).map(m => m.text)

/** Two people who are at home elsewhere: a colleague of the organisation, and somebody of another company. */
const withOthers = () =>
  startPitcrew({
    prepare: ({ state }) => {
      const grid = { id: 'E0ORG', teams: ['T0NORTH', state.team] }
      state.users.set('U0NORA', {
        id: 'U0NORA',
        name: 'nora',
        realName: 'Nora',
        team: 'T0NORTH',
        enterprise: grid,
      })
      const away = { id: 'E0ORG', teams: ['T0NORTH'] }
      state.users.set('U0ODA', {
        id: 'U0ODA',
        name: 'oda',
        realName: 'Oda',
        team: 'T0NORTH',
        enterprise: away,
      })
      state.users.set('U0STRA', { id: 'U0STRA', name: 'stra', realName: 'Stra', team: 'T0PARTNER' })
      for (const c of state.channels.values()) for (const u of ['U0NORA', 'U0ODA', 'U0STRA']) c.members.add(u)
    },
  })

test('a colleague whose home is another workspace of the organisation declares, acknowledges and presses buttons', async () => {
  h = await withOthers()
  const nora = h.as('U0NORA')
  await nora.command(home, '/incident declare P1 api down')
  await h.idle()
  expect((await h.incidents())[0]).toMatchObject({ title: 'api down', declaredBy: 'U0NORA' })
  await nora.press('Acknowledge', incidentChannel('U0NORA'))
  await h.idle()
  expect((await h.incidents())[0]?.acknowledged).toMatchObject({ by: 'U0NORA' })
})

test('people of another company, and of workspaces of the organisation that are not ours, are refused', async () => {
  h = await withOthers()
  for (const stranger of ['U0STRA', 'U0ODA']) {
    await h.as(stranger).command(home, '/incident declare P1 api down')
    await h.idle()
    expect(h.as(stranger).sees(home).at(-1)?.text).toContain('Only members of this workspace can act')
  }
  expect(await h.incidents()).toEqual([])
})

test('“This channel” is refused at its field where another company reads along, or was invited to', async () => {
  h = await startPitcrew()
  const leadership = h.slack.state.channelNamed('leadership')
  for (const how of ['extShared', 'pendingExtShared'] as const) {
    if (leadership !== undefined)
      Object.assign(leadership, { extShared: false, pendingExtShared: false, [how]: true })
    const tom = h.as('U0TOM')
    await tom.command('#leadership', '/incident declare')
    await h.idle()
    await tom.pressInModal('More options')
    await h.idle()
    tom.fill({ 'What fails?': 'api down', Channel: 'This channel' })
    await tom.submit()
    await h.idle()
    expect(Object.values(tom.modal()?.errors ?? {}).join()).toContain('shared with another company')
    tom.close()
  }
  expect(await h.incidents()).toEqual([])
})

test('an update does not go to a channel that another company reads; that is said, and the others get it', async () => {
  h = await startPitcrew()
  await h.as('U0TOM').command(home, '/incident declare P1 api down')
  await h.idle()
  const leadership = h.slack.state.channelNamed('leadership')
  if (leadership !== undefined) leadership.extShared = true
  const channel = incidentChannel('U0TOM')
  await h.as('U0TOM').command(channel, '/incident update')
  await h.idle()
  const words = { 'What is known, and what happens next?': 'we are on it' }
  h.as('U0TOM').fill({ ...words, 'Also tell': ['#leadership', '#customer-success'] })
  await h.as('U0TOM').submit()
  await h.idle()
  expect(said('leadership').join()).not.toContain('we are on it')
  expect(said('customer-success').join()).toContain('we are on it')
  expect(said(channel).join()).toContain('#leadership is shared with another company')
})

test('an incident channel that becomes shared: its people and the commander are warned, once', async () => {
  h = await startPitcrew()
  await h.as('U0TOM').command(home, '/incident declare P1 api down')
  await h.idle()
  const channel = incidentChannel('U0TOM')
  h.slack.client('U0TOM').share(h.slack.state.channelNamed(channel)?.id ?? '')
  await h.idle()
  const warnings = said(channel).filter(t => t.includes('is now shared with another company'))
  expect(warnings).toHaveLength(1)
  const commander = (await h.incidents())[0]?.roles.commander ?? ''
  const direct = h
    .as(commander)
    .sees('@pitcrew')
    .map(m => m.text)
  expect(direct.filter(t => t.includes('is now shared with another company'))).toHaveLength(1)
})

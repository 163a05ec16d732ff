import { expect, test } from 'vitest'
import type { Harness } from '../harness/pitcrew.ts'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'

const begin = startsPitcrew()
const settleMs = 60_000
/** A P1 over a version that is bad, and Maya at the rollback's preview. */
async function declare(h: Harness): Promise<string> {
  await h.as('U0MAYA').command('#emergency-incidents', '/incident declare P1 errors since the deploy')
  await h.idle()
  return (
    h
      .as('U0MAYA')
      .channels()
      .find(c => c.startsWith('inc-')) ?? ''
  )
}
async function preview(h: Harness, channel: string) {
  await h.as('U0MAYA').command(channel, '/incident rollback')
  await h.idle()
  return h.as('U0MAYA').modal()
}
async function approve(h: Harness, channel: string) {
  await h.as('U0LEE').press('Review and approve', channel)
  await h.idle()
  await h.as('U0LEE').submit()
  await h.idle()
  await h.advance(settleMs)
  await h.idle()
}
const revisions = (h: Harness) =>
  h.production.aws.writes().flatMap(
    w =>
      String(w.input.taskDefinition ?? '')
        .split(':')
        .at(-1) ?? [],
  )

test('a version that this incident rolled back from is not gone back to, though it ran last', async () => {
  const h = await begin()
  const { london } = h.production.world
  london.ship(true)
  await h.advance(settleMs)
  const channel = await declare(h)
  expect((await preview(h, channel))?.text).toContain('tyrehero-emergency:42 → *tyrehero-emergency:41*')
  await h.as('U0MAYA').submit()
  await h.idle()
  await approve(h, channel)
  expect(revisions(h)).toEqual(['41'])
  // Somebody ships the bad one again, and then one more.
  london.redeploy(42)
  await h.advance(settleMs)
  london.ship(true)
  await h.advance(settleMs)
  expect((await preview(h, channel))?.text).toContain('tyrehero-emergency:43 → *tyrehero-emergency:41*')
})

test('where AWS does not say what ran, people choose a revision, and the approver reads which', async () => {
  const h = await begin()
  h.production.world.london.ship(true)
  await h.advance(settleMs)
  const channel = await declare(h)
  h.production.aws.plan('ListServiceDeployments', 'denied', 99)
  const shown = await preview(h, channel)
  expect(shown?.text).toContain(
    'AWS does not say which revision ran well before it. Choose the revision to go back to.',
  )
  expect(shown?.submit).toBe('Ask for approval')
  const [field = ''] = shown?.fields ?? []
  expect(field).toBe('Revision for tyrehero-emergency-api')
  h.as('U0MAYA').fill({ [field]: 'tyrehero-emergency:40 · emergency-api:v40' })
  await h.as('U0MAYA').submit()
  await h.idle()
  await h.as('U0LEE').press('Review and approve', channel)
  await h.idle()
  expect(h.as('U0LEE').modal()?.text).toContain('tyrehero-emergency:42 → *tyrehero-emergency:40*')
  await h.as('U0LEE').submit()
  await h.idle()
  await h.advance(settleMs)
  await h.idle()
  expect(revisions(h)).toEqual(['40'])
})

test('a choice that the form did not offer is refused, and nothing is asked for', async () => {
  const h = await begin()
  h.production.world.london.ship(true)
  await h.advance(settleMs)
  const channel = await declare(h)
  h.production.aws.plan('ListServiceDeployments', 'denied', 99)
  for (const forged of [
    'arn:aws:ecs:eu-west-2:123456789012:task-definition/payroll:7',
    'latest; rm -rf /',
    'arn:aws:ecs:eu-west-2:123456789012:task-definition/tyrehero-emergency:99',
  ]) {
    await preview(h, channel)
    const view = h.slack.state.stacks.get('U0MAYA')?.at(-1)
    const block = view?.blocks.find(b => b.type === 'input')
    if (view === undefined || block === undefined) throw new Error('no form')
    const value = {
      type: 'static_select',
      selected_option: { value: forged, text: { type: 'plain_text', text: 'x' } },
    }
    view.state.values[String(block.block_id)] = { value }
    await h.as('U0MAYA').submit()
    await h.idle()
    // The form stays open, with the reason beside its field.
    const [told = ''] = Object.values(h.as('U0MAYA').modal()?.errors ?? {})
    expect(told).toContain('There is nothing to ask for')
    h.as('U0MAYA').close()
    const asked = h
      .as('U0LEE')
      .sees(channel)
      .some(m => m.text.includes('*Approve for '))
    expect(asked).toBe(false)
  }
  expect(revisions(h)).toEqual([])
})

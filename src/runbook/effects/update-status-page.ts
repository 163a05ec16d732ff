import { event } from '../../incident/events.ts'
import type { EffectHandler, Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'
import { NotSent } from '../ports/faults.ts'
import type { ComponentStates, PageIncident, StatusPage } from '../ports/status-page.ts'
import { type Cause, readCause } from '../read-cause.ts'
import { waitForEarlier } from '../wait-for-earlier.ts'

type Requested = Cause<'statuspage.requested'>

/** §1.3, §3.2, §5.2: what was approved for the public is put there once, and read back. */
export const updateStatusPage: EffectHandler = {
  name: 'update-status-page',
  settles: 'lookup',
  fails: 'The status page could not be updated',
  next: 'Post it again: /incident comms. Until then the public reads the last words.',
  async run(t) {
    const cause = await readCause(t, 'statuspage.requested')
    if (cause === undefined) return [settled(t.effect, 'skipped', 'nothing to say')]
    const page = t.runbook.statusPage
    if (page === undefined) return [isOff(t, cause)]
    waitForEarlier(t)
    const { found, elsewhere } = await look(t, page, cause)
    // What counts is what the page says afterwards, not what it answered.
    const { id } = await put(t, page, cause, found)
    const shown = await page.read(id)
    const { status, body } = cause.data
    if (shown.status !== status || shown.body !== body || !hasImpact(shown, cause))
      throw new NotSent('not-taken', `the page says ${shown.status}, not what was sent`)
    const link = shown.link === undefined ? {} : { link: shown.link }
    const raised =
      cause.data.raised === true && cause.data.impact !== undefined ? { raisedTo: cause.data.impact } : {}
    const data = { status, body, page: shown.id, ...link, ...raised, ...(elsewhere && { elsewhere }) }
    return [event('statuspage.updated', { ...data, effect: t.effect.id }, 'pitcrew')]
  },
}

function isOff({ effect }: Try, cause: Requested) {
  const off = 'The status page is off (STATUSPAGE_TOKEN and STATUSPAGE_PAGE_ID are not set)'
  const tell = cause.by === 'pitcrew' ? undefined : `${off}: the public was not told.`
  return settled(effect, 'skipped', off, tell)
}

/** The incident on the page, and what somebody else has written there since our last words. */
async function look(t: Try, page: StatusPage, { data }: Requested) {
  const { statusPage } = t.incident
  if (statusPage?.page === undefined) {
    // Only a try that may have sent something can have made it.
    const found = t.sentAt === undefined ? undefined : await page.findByName(data.name)
    return { found, elsewhere: undefined }
  }
  const found = await page.read(statusPage.page)
  const says = (what: { status: string; body: string }) =>
    found.status === what.status && found.body === what.body
  const isOurs = statusPage.shown === undefined || says(statusPage.shown) || says(data)
  return { found, elsewhere: isOurs ? undefined : { status: found.status, body: found.body } }
}

async function put(
  t: Try,
  page: StatusPage,
  { data }: Requested,
  found: PageIncident | undefined,
): Promise<PageIncident> {
  const { status, body, name, impact } = data
  const isSaid = found !== undefined && found.status === status && found.body === body
  if (isSaid && hasImpact(found, { data })) return found
  await t.beforeSend()
  const more = { components: componentStates(data), ...(impact === undefined ? {} : { impact }) }
  // Words that stand there already are not said to every subscriber again.
  if (found !== undefined) return page.update(found.id, { status, ...(isSaid ? {} : { body }), ...more })
  return page.create({ name, status, body, ...more })
}

/** A page that does not tell its impact is taken at its word. */
const hasImpact = (found: PageIncident, { data }: Pick<Requested, 'data'>) =>
  data.impact === undefined || found.impact === undefined || found.impact === data.impact

/** The vendor's word for the state of a component while an incident has this impact. */
const states: Record<string, string> = {
  critical: 'major_outage',
  major: 'partial_outage',
  minor: 'degraded_performance',
  none: 'operational',
}

/** What the components of the playbook show: as bad as the impact, and well again at the end. */
function componentStates({ components, impact, status }: Requested['data']): ComponentStates {
  const state = status === 'resolved' ? 'operational' : states[impact ?? '']
  return state === undefined ? {} : Object.fromEntries(components.map(id => [id, state]))
}

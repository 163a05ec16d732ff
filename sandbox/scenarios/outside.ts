import { seesText, until } from '../drill/eyes.ts'
import type { Stage } from '../drill/stage.ts'
import type { Person } from '../slack/index.ts'

type Say = (line: string) => void
const patienceMs = 25_000
const scriptPatienceMs = 280_000

/** Publishes the next words on the status page, as the form offers them; answers what the form showed. */
export async function publish(
  stage: Stage,
  person: Person,
  channel: string,
  status: string,
  say: Say,
  fill: Record<string, string | number> = {},
): Promise<string> {
  const label = `Status page: ${status}`
  const offered = () => person.sees(channel).filter(m => m.buttons.some(b => b.label === label)).length
  const before = offered()
  await person.command(`#${channel}`, '/incident comms')
  await until('the communications', () => offered() > before)
  await person.press(label, channel)
  const shown = await until('the draft', () =>
    person.modal()?.submit === 'Publish' ? person.modal() : undefined,
  )
  for (const line of shown.text.split('\n').filter(l => l !== '')) say(`  ${line}`)
  person.fill(fill)
  const updates = () => stage.production.statuspage.incidents.flatMap(i => i.updates).length
  const had = updates()
  await person.submit()
  if (Object.keys(fill).length === 0) {
    await until('the status page', () => updates() > had, patienceMs)
    say(`the public reads: ${stage.production.statuspage.incidents[0]?.updates[0]?.body}`)
  }
  return shown.text
}

/** Somebody asks to tell customers, somebody else approves; answers what was previewed. */
export async function tellCustomers(
  stage: Stage,
  person: Person,
  approver: Person,
  channel: string,
  audience: string,
  say: Say,
): Promise<string> {
  const label = `Tell customers (${audience})`
  const offered = () => person.sees(channel).filter(m => m.buttons.some(b => b.label === label)).length
  const before = offered()
  await person.command(`#${channel}`, '/incident comms')
  await until('the communications', () => offered() > before)
  await person.press(label, channel)
  const shown = await until('the preview', () =>
    person.modal()?.submit === 'Ask for approval' ? person.modal() : undefined,
  )
  for (const line of shown.text.split('\n').filter(l => l !== '')) say(`  ${line}`)
  await person.submit()
  await until('the request', () => approver.sees('@pitcrew').some(m => m.text.includes('Approve for ')))
  await approver.press('Review and approve', '@pitcrew')
  await until('the preview, taken again', () => approver.modal()?.submit === 'Approve')
  const had = stage.production.world.told.length
  await approver.submit()
  await until('customers', () => stage.production.world.told.length > had, scriptPatienceMs)
  await until('the report', () => seesText(person, channel, /\d+ of \d+ reached/), patienceMs)
  say(`customers are told: ${stage.production.world.told.at(-1)?.message}`)
  return shown.text
}

/** “Can customers call for emergencies?” */
export async function answerCall(
  person: Person,
  channel: string,
  answer: 'Yes' | 'No',
  say: Say,
): Promise<void> {
  await person.command(`#${channel}`, '/incident triage')
  await until('the triage', () => person.modal()?.title === 'Triage')
  person.fill({ 'Can customers call for emergencies?': answer })
  await person.submit()
  say(`${person.user} answers that customers can${answer === 'No' ? 'not' : ''} call`)
}

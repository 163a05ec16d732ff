import { seesText, until } from '../drill/eyes.ts'
import type { Stage } from '../drill/stage.ts'
import type { Person } from '../slack/index.ts'
import { breakages, type FaultName } from '../world/breakages.ts'

/** What the open form says is wrong, where it says these words; what was typed is still in it. */
export const refusalIn = (person: Person, words: string): string | undefined =>
  Object.values(person.modal()?.errors ?? {}).find(e => e.includes(words))

/** Somebody reviews the newest request in their direct messages, and approves it. */
export async function approveAs(person: Person, say: Say, typed: Record<string, string> = {}): Promise<void> {
  await until('a request to approve', () =>
    person
      .sees('@pitcrew')
      .toReversed()
      .find(m => m.buttons.some(b => b.label === 'Review and approve')),
  )
  await person.press('Review and approve', '@pitcrew')
  await until('the preview, taken again', () => person.modal()?.submit === 'Approve')
  person.fill(typed)
  await person.submit()
  say(`${person.user} reads the preview taken now, and approves`)
}

export async function waitForDone(person: Person, channel: string, words: string | RegExp): Promise<void> {
  await until(`an outcome: ${words}`, () => seesText(person, channel, words), cureLimitMs)
}

type Say = (line: string) => void
const cureLimitMs = 40_000

export const declareApiDown = (stage: Stage, person: Person, say: Say): Promise<string> =>
  declareBroken(stage, person, say, 'api-down', 'P1 api down')

/** Breaks production, declares, and waits for the facts. Answers the channel. */
export async function declareBroken(
  stage: Stage,
  person: Person,
  say: Say,
  fault: FaultName,
  words: string,
): Promise<string> {
  stage.production.world.break(fault)
  say(`production: ${breakages.find(b => b.name === fault)?.about}`)
  await new Promise(resolve => setTimeout(resolve, 50))
  await person.command('#emergency-incidents', `/incident declare ${words}`)
  say(`${person.user} types /incident declare ${words}`)
  const channel = await until('an incident channel', () => person.channels().find(c => c.startsWith('inc-')))
  say(`Pitcrew opens #${channel}`)
  const panel = await until('the control panel', () => seesText(person, channel, 'Phase 1'))
  say(`the panel says: ${panel.text.split('\n')[0]}`)
  const facts = await until('diagnostics', () =>
    seesText(person, channel, /Diagnostics · \d+ of \d+ in|\*Diagnostics\* · \d+ of \d+ in/),
  )
  for (const line of facts.text.split('\n').slice(1)) say(`  ${line}`)
  return channel
}

export async function askToContain(person: Person, channel: string, say: Say): Promise<void> {
  await person.press('Contain', channel)
  const shown = await until('the previews', () =>
    person.modal()?.submit === 'Ask for approval' ? person.modal() : undefined,
  )
  say(`${person.user} reads the previews:`)
  for (const line of shown.text.split('\n')) say(`  ${line}`)
  await person.submit()
}

export async function waitForCure(stage: Stage, person: Person, channel: string, say: Say): Promise<void> {
  await until('both steps confirmed', () => seesText(person, channel, /✅ \*.*: done/), cureLimitMs)
  say(`Pitcrew confirms both steps; the API is ${stage.production.world.isApiUp() ? 'up' : 'still down'}`)
}

export async function resolveIncident(person: Person, channel: string, say: Say): Promise<void> {
  await person.press('Check and resolve', channel)
  await until('the resolve form', () => person.modal()?.title === 'Check and resolve')
  await person.submit()
  await until('the resolution', () => seesText(person, channel, 'INCIDENT RESOLVED'))
  say(`${person.user} resolves; the endpoints were healthy`)
  const report = () => person.sees(channel).find(m => m.files.some(f => f.endsWith('.md')))
  const offer = () => seesText(person, channel, 'report can be made')
  // After a small incident a report is offered; whoever wants it presses Export.
  await until('the report, or its offer', () => report() ?? offer())
  if (report() === undefined) await person.press('Export', channel)
  await until('the report', report)
  say('the report is in the channel')
}

/**
 * Cancels an incident. Pitcrew refuses until its probes have answered, so the command is typed again until then. Where
 * probes fail, `other` confirms it as the second person.
 */
export async function cancelAs(
  person: Person,
  other: Person,
  channel: string,
  reason: string,
): Promise<void> {
  const ended = () => seesText(person, channel, 'Incident cancelled')
  const asked = () => seesText(person, channel, 'Cancel this incident?')
  const early = () =>
    person.sees(channel).filter(m => m.text.includes('Cancel again in a few seconds')).length
  for (let tries = 0; tries < 100 && ended() === undefined && asked() === undefined; tries++) {
    const before = early()
    await person.command(channel, `/incident cancel ${reason}`)
    await until(
      'the end, or the question to a second person',
      () => ended() !== undefined || asked() !== undefined || early() > before,
    )
  }
  if (ended() === undefined) await other.press('Confirm and cancel', channel)
  await until('the end', ended)
}

import { seesText, until } from '../drill/eyes.ts'
import type { Stage } from '../drill/stage.ts'
import type { Person } from '../slack/index.ts'

/** What a part of the drill gets. `webhooks`: where the pager sends its own to. */
export type Play = {
  stage: Stage
  maya: Person
  lee: Person
  webhooks: string
  add(name: string, ok: boolean, detail?: string | number): void
}
export type Part = { name: string; play(p: Play): Promise<void> }

export const patienceMs = 40_000

/** `by`: whoever is on call acknowledges by declaring. */
export async function declare({ maya }: Play, severity: string, words: string, by = maya): Promise<string> {
  await by.command('#emergency-incidents', `/incident declare ${severity} ${words}`)
  const slug = words.replaceAll(' ', '-')
  const channel = await until('an incident channel', () => maya.channels().find(c => c.endsWith(slug)))
  await until('the control panel', () => seesText(maya, channel, 'Phase 1'))
  return channel
}

/** What the previews of a command say, once production has been read; the form stays open. */
export async function preview({ maya }: Play, channel: string, command: string) {
  await maya.command(channel, command)
  return until(
    `the previews of ${command}`,
    () => {
      const modal = maya.modal()
      return modal !== undefined && !modal.text.includes('Reading production') ? modal : undefined
    },
    patienceMs,
  )
}

/** Maya asks, Lee approves what he reads; answers when it is started. */
export async function change(p: Play, channel: string, command: string): Promise<void> {
  const { maya, lee } = p
  await preview(p, channel, command)
  await askAndApprove(p)
  await until('the request to run', () => !lee.sees('@pitcrew').some(m => m.text.includes('*Approve for ')))
  maya.close()
}

export async function askAndApprove({ maya, lee }: Play): Promise<string> {
  await maya.submit()
  await until('the request', () => lee.sees('@pitcrew').some(m => m.text.includes('*Approve for ')))
  await lee.press('Review and approve', '@pitcrew')
  await until('the preview, taken again', () => lee.modal()?.submit === 'Approve', patienceMs)
  const read = lee.modal()?.text ?? ''
  await lee.submit()
  return read
}

/** The newest request with this step, once it says these words. */
export const outcome = ({ maya }: Play, channel: string, title: string, words: RegExp): Promise<string> =>
  until(
    `“${title}” to say ${words}`,
    () => {
      const text = maya.sees(channel).findLast(m => m.text.includes(`*  ${title}`))?.text ?? ''
      return words.test(text) ? text : undefined
    },
    patienceMs,
  )

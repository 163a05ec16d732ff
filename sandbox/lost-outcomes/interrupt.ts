import type { ChildProcess } from 'node:child_process'
import { until } from '../drill/eyes.ts'
import type { Stage } from '../drill/stage.ts'
import type { Kind } from './kinds.ts'

/** When both bots are killed. */
export const moments = ['is approved', 'is shown as running', 'reaches production'] as const
export type Moment = (typeof moments)[number]
/** `ts`: the request’s message in the incident’s channel. `before`: how often production had got it until then. */
export type Asked = { kind: Kind; moment: Moment; promisedUndo: boolean; before: number; ts: string }

const patienceMs = 60_000

/** Maya asks for an action, Lee approves it, and both bots are killed at that moment and replaced. */
export async function interrupt(stage: Stage, channel: string, kind: Kind, moment: Moment): Promise<Asked> {
  const maya = stage.slack.as('U0MAYA')
  const lee = stage.slack.as('U0LEE')
  await kind.prepare?.(stage)
  await maya.command(channel, `/incident fix lost-${kind.fix}`)
  const shown = await until(`the preview of “${kind.title}”`, () => {
    const modal = maya.modal()
    return modal !== undefined && !modal.text.includes('Reading production') ? modal : undefined
  })
  if (shown.submit !== 'Ask for approval')
    throw new Error(`“${kind.title}” cannot be asked for: ${shown.text}`)
  await maya.submit()
  const post = await until(
    `the request of “${kind.title}”`,
    () => maya.sees(channel).findLast(m => m.text.includes('*Approve for ') && m.text.includes(kind.title)),
    patienceMs,
  )
  const promisedUndo = /undo: |can be undone/.test(post.text)
  const before = await kind.received(stage)
  await until('it to be asked of Lee', () =>
    lee.sees('@pitcrew').some(m => m.text.includes('*Approve for ') && m.text.includes(kind.title)),
  )
  await lee.press('Review and approve', '@pitcrew')
  await until('the preview, taken again', () => lee.modal()?.submit === 'Approve', patienceMs)
  const arrived = moment === 'reaches production' ? arrival(stage, kind, before) : undefined
  await lee.submit()
  const text = () => maya.sees(channel).find(m => m.ts === post.ts)?.text ?? ''
  if (moment === 'is shown as running')
    await until('it to run', () => !text().includes('*Approve for '), patienceMs)
  await arrived
  await killBoth(stage)
  return { kind, moment, promisedUndo, before, ts: post.ts }
}

/** Resolves when production has got the call. */
async function arrival(stage: Stage, kind: Kind, before: number): Promise<void> {
  const end = Date.now() + patienceMs
  while ((await kind.received(stage)) <= before && Date.now() < end)
    await new Promise(resolve => setTimeout(resolve, 5))
}

const isAlive = (bot: ChildProcess) => bot.exitCode === null && bot.signalCode === null

async function killBoth(stage: Stage): Promise<void> {
  const alive = stage.bots.filter(isAlive)
  const gone = alive.map(bot => new Promise(resolve => bot.once('exit', resolve)))
  for (const bot of alive) bot.kill('SIGKILL')
  await Promise.all(gone)
  await Promise.all([stage.addBot(), stage.addBot()])
}

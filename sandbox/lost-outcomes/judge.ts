import { until } from '../drill/eyes.ts'
import type { Stage } from '../drill/stage.ts'
import { type Check, check } from '../scenarios/scenario.ts'
import type { Asked } from './interrupt.ts'

/** As long as the slowest kind may run: until then nobody can say that its bot is dead. */
const patienceMs = 400_000

/** Waits until the request has ended, says what happened where Pitcrew asks, and compares with production. */
export async function judge(stage: Stage, channel: string, asked: Asked): Promise<Check> {
  const { kind, moment, promisedUndo, before } = asked
  const maya = stage.slack.as('U0MAYA')
  const message = () => maya.sees(channel).find(m => m.ts === asked.ts)
  const asksPeople = () => message()?.buttons.some(b => b.label === 'It happened') === true
  const hasEnded = () =>
    /^\S+ \*.*: (done|rejected|not run|\d+ of \d+ (failed|not run))/.test(message()?.text ?? '')
  await until(`the end of “${kind.title}”, or a question`, () => hasEnded() || asksPeople(), patienceMs)
  const calls = (await kind.received(stage)) - before
  const settled = !hasEnded()
  if (settled) await settle(stage, channel, asked.ts, calls > 0)
  await until(`the end of “${kind.title}”`, hasEnded, patienceMs)
  const text = message()?.text ?? ''
  const offersUndo = message()?.buttons.some(b => b.label === 'Undo') === true
  const isDone = text.startsWith('✅ *')
  const free = await isFree(stage, channel, kind.fix)
  const wrongs = [
    ...(calls > 1 ? [`production got it ${calls} times`] : []),
    ...(isDone && calls === 0 ? ['it is called done, and production never got it'] : []),
    ...(calls > 0 && /did not happen|Nothing was changed/.test(text)
      ? ['it happened, and people read that it did not']
      : []),
    ...(isDone && promisedUndo && !offersUndo ? ['the undo that the preview promised is missing'] : []),
    ...(offersUndo && !promisedUndo ? ['an undo is offered that the preview excluded'] : []),
    ...(free === '' ? [] : [free]),
  ]
  const outcome = text.split('\n').find(l => / · [✅❌⌛⚠]/u.test(l)) ?? ''
  return check(
    `“${kind.title}”, killed when it ${moment}: it ends once and frees its target`,
    wrongs.length === 0,
    [...wrongs, settled ? 'a person said what happened' : '', outcome].filter(w => w !== '').join('; '),
  )
}

async function settle(stage: Stage, channel: string, ts: string, happened: boolean): Promise<void> {
  const lee = stage.slack.as('U0LEE')
  await lee.pressOn(ts, happened ? 'It happened' : 'It did not', channel)
  await until('the form', () => lee.modal()?.submit !== undefined)
  const [field = ''] = lee.modal()?.fields ?? []
  lee.fill({ [field]: 'seen in production' })
  await lee.submit()
}

/** Asks for the same once more, and reads whether anything stands in the way. Empty where nothing does. */
async function isFree(stage: Stage, channel: string, fix: string): Promise<string> {
  const maya = stage.slack.as('U0MAYA')
  await maya.command(channel, `/incident fix lost-${fix}`)
  const shown = await until('a preview', () => {
    const modal = maya.modal()
    return modal !== undefined && !modal.text.includes('Reading production') ? modal : undefined
  })
  maya.close()
  return /🔒|is running|is locked/.test(shown.text) ? `its target is not free: ${shown.text}` : ''
}

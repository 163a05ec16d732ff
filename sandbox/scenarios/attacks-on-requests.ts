import { seesText, until } from '../drill/eyes.ts'
import type { Stage } from '../drill/stage.ts'
import type { Person } from '../slack/index.ts'
import type { Button } from '../slack/render.ts'
import type { Attack } from './scenario.ts'

type Steps = {
  ask(list: string): Promise<void>
  review(person: Person, where: string): Promise<string | undefined>
  takeBack(): Promise<void>
  ended(): Promise<unknown>
  executed(): number
}

/** Two approvers of one change, who see different previews, or of whom one has left. */
export async function byTwoApprovers({ stage, channel, add }: Attack, s: Steps): Promise<void> {
  const { world } = stage.production
  const [lee, omar] = [stage.slack.as('U0LEE'), stage.slack.as('U0OMAR')]
  await s.ask('twice')
  let before = s.executed()
  await s.review(lee, '@pitcrew')
  await lee.submit()
  await until('the first approval', () => seesText(lee, channel, '1 more needed for this preview'))
  world.london.scale(5)
  await s.review(omar, '@pitcrew')
  await omar.submit()
  await until('the second approval', () => seesText(lee, channel, /approved by .*Omar.* 1 more needed/))
  add('two approvals of different previews do not add up', s.executed() === before, s.executed() - before)
  await s.takeBack()

  await s.ask('twice')
  before = s.executed()
  await s.review(lee, '@pitcrew')
  await lee.submit()
  await until('the first approval', () => seesText(lee, channel, '1 more needed for this preview'))
  const user = stage.slack.state.users.get('U0LEE')
  if (user !== undefined) user.deleted = true
  await s.review(omar, '@pitcrew')
  await omar.submit()
  await s.ended()
  if (user !== undefined) user.deleted = false
  add('an approver who was deactivated no longer counts', s.executed() === before, s.executed() - before)
}

/** Production cannot be read at the execution; when it can be again, hours later, nothing runs. */
export async function byLateRepair({ stage, channel, add }: Attack, s: Steps): Promise<void> {
  const lee = stage.slack.as('U0LEE')
  await s.ask('infrastructure')
  const before = s.executed()
  await s.review(lee, '@pitcrew')
  stage.production.aws.plan('DescribeServices', 'denied', 1)
  await lee.submit()
  await s.ended()
  // Another request comes and goes meanwhile, which takes longer than starting would.
  await s.ask('infrastructure')
  await s.takeBack()
  add(
    'a request that was given up does not run when the cause is mended',
    s.executed() === before,
    seesText(lee, channel, /^\S+ \*.*: (rejected|not run|\d+ of \d+ (failed|not run))/)
      ?.text.split('\n')
      .at(-1) ?? '',
  )
}

/** A guest, a person of another workspace and a member without the role press every button of an open request. */
export async function byOutsiders({ stage, channel, maya, add }: Attack, s: Steps): Promise<void> {
  const { state } = stage.slack
  await s.ask('infrastructure')
  const before = s.executed()
  state.users.set('U0STRANGER', {
    id: 'U0STRANGER',
    name: 'stranger',
    realName: 'A Stranger',
    team: 'T0ELSEWHERE',
  })
  const request = maya.sees(channel).findLast(m => m.buttons.some(b => b.label === 'Review and approve'))
  const panel = maya.sees(channel).find(m => m.buttons.some(b => b.label === 'Contain'))
  const all = [...(request?.buttons ?? []), ...(panel?.buttons ?? [])]
  const home = state.channelNamed(channel)
  for (const [id, who, words] of [
    ['U0GUEST', 'a guest', 'Guests cannot act'],
    ['U0STRANGER', 'somebody of another workspace', 'Only members of this workspace'],
  ] as const) {
    home?.members.add(id)
    const person = stage.slack.as(id)
    const refused: boolean[] = []
    const value = all.find(b => b.label === 'Contain')?.value ?? ''
    const acknowledge: Button = { label: 'Acknowledge', actionId: 'acknowledge', blockId: 'x', value }
    const shown = ['Review and approve', 'Reject', 'Contain'].map(label => all.find(b => b.label === label))
    for (const button of [...shown, acknowledge, forgedAlone(all)])
      refused.push(await isRefused(stage, person, channel, button, words))
    add(`${who} is refused at every button`, refused.every(Boolean), refused.join(' '))
  }
  const tom = stage.slack.as('U0TOM')
  home?.members.add('U0TOM')
  add(
    'running without approval is not offered in a P2',
    !all.some(b => b.label === 'Run without approval'),
    '',
  )
  const alone = forgedAlone(all)
  add(
    'running alone is refused in a P2',
    await isRefused(stage, tom, channel, alone, 'Running without approval is for P1'),
    '',
  )
  const reject = all.find(b => b.label === 'Reject')
  add(
    'somebody without the role cannot reject',
    await isRefused(stage, tom, channel, reject, /may reject|asked for it|approve/),
    '',
  )
  const undo: Button = { label: 'Undo', actionId: 'undo-action', blockId: 'x', value: alone.value }
  add(
    'a forged undo of what never ran undoes nothing',
    await isRefused(stage, tom, channel, undo, 'nothing to undo'),
    '',
  )
  add('after all that, nothing has run', s.executed() === before, s.executed() - before)
  await s.takeBack()
}

/** The press is answered with these words, in a form or as a message, and opens nothing to submit. */
async function isRefused(
  stage: Stage,
  person: Person,
  channel: string,
  button: Button | undefined,
  words: string | RegExp,
): Promise<boolean> {
  if (button === undefined) return false
  const id = stage.slack.state.channelNamed(channel)?.id ?? ''
  person.close()
  const seen = person.sees(channel).length
  await person.forge(id, '1.1', button)
  const matches = (text: string) => (typeof words === 'string' ? text.includes(words) : words.test(text))
  const told = () =>
    person
      .sees(channel)
      .slice(seen)
      .some(m => matches(m.text)) || matches(person.modal()?.text ?? '')
  const form = () => person.modal()?.submit !== undefined
  await until('an answer', () => told() || form()).catch(() => undefined)
  if (!told() && form()) {
    // The form opens, since it says more than a word could; submitting it is refused.
    await person.submit()
    await until('a refusal', () => told() || Object.values(person.modal()?.errors ?? {}).some(matches)).catch(
      () => undefined,
    )
    const refused = told() || Object.values(person.modal()?.errors ?? {}).some(matches)
    person.close()
    return refused
  }
  const answered = told()
  person.close()
  return answered
}

/** The outcome of the script that was stopped is not known; who may not say it, cannot free its target. */
export async function bySettlingForOthers({ stage, channel, maya, add }: Attack): Promise<void> {
  const waiting = await until('a question', () =>
    maya.sees(channel).findLast(m => m.buttons.some(b => b.label === 'It happened')),
  )
  const button = waiting.buttons.find(b => b.label === 'It happened')
  const tom = stage.slack.as('U0TOM')
  const refused = await isRefused(stage, tom, channel, button, 'may say what became of')
  const open = maya.sees(channel).some(m => m.buttons.some(b => b.label === 'It happened'))
  add('somebody without the role cannot say what became of an action', refused && open, `${refused} ${open}`)
}

/** A private incident’s id is known to somebody outside: neither a button nor a command lets them in. */
export async function byKnowingAnId({ stage, maya, add }: Attack): Promise<void> {
  const { state } = stage.slack
  await maya.command('#emergency-incidents', '/incident declare private P3 vault')
  const name = await until('a private channel', () => maya.channels().find(c => c.includes('vault')))
  await until('the control panel', () => seesText(maya, name, 'Phase 1'))
  const id = /^inc-\d{8}-\d{6}(-\d+)?/.exec(name)?.[0].toUpperCase() ?? ''
  const tom = stage.slack.as('U0TOM')
  const direct = state.direct('U0TOM').id
  const refusals = () =>
    tom.sees('@pitcrew').filter(m => m.text.includes('does not belong to an incident that is known')).length
  const before = refusals()
  for (const actionId of ['join-channel', 'open-update', 'show-status', 'open-contain', 'acknowledge'])
    await tom.forge(direct, '1.1', { label: 'x', actionId, blockId: 'x', value: JSON.stringify({ i: id }) })
  await until('five refusals', () => refusals() === before + 5)
  const isIn = state.channelNamed(name)?.members.has('U0TOM') === true
  add('forged buttons of a private incident open nothing and let nobody in', !isIn && !tom.modal(), `${isIn}`)
  await tom.command('@pitcrew', `/incident ack ${id}`)
  const told = await until('an answer', () => seesText(tom, '@pitcrew', `${id} is not known`)).catch(
    () => undefined,
  )
  add('its id says nothing to a command', told !== undefined, '')
  await maya.command(name, '/incident cancel only a drill')
}

/** The button as it would be, where it is not shown. */
const forgedAlone = (all: Button[]): Button => ({
  label: 'Run without approval',
  actionId: 'open-run-alone',
  blockId: 'x',
  value: all.find(b => b.label === 'Review and approve')?.value ?? '',
})

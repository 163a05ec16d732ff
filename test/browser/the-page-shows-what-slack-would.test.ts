import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bin, message, openChannel, openSandbox, type Stand, show, type } from './browser.ts'

const patienceMs = 60_000

describe.skipIf(bin === undefined)('one sandbox', { timeout: patienceMs }, () => {
  let stand: Stand
  beforeAll(async () => {
    stand = await openSandbox()
  }, patienceMs)
  afterEach(async () => {
    expect(stand.faults).toEqual([])
    await stand.closePages()
  })
  afterAll(() => stand.stop(), patienceMs)
  const state = () => stand.sandbox.slack.state

  test('a field that is empty or wrong says so beside itself', async () => {
    const tom = await stand.as('U0TOM')
    await openChannel(tom, 'emergency-incidents')
    await type(tom, '/incident declare')
    const form = tom.getByRole('dialog', { name: 'Declare an incident' })
    await form.getByRole('button', { name: 'Declare' }).click()
    expect(await form.getByRole('alert').innerText()).toBe('Please complete this required field.')
    expect(stand.sandbox.slack.ledger.envelopes.filter(e => e.type === 'interactive')).toEqual([])
    await form.getByLabel('What fails?').fill('wheels fall off')
    await form.getByRole('button', { name: 'More options' }).click()
    await form.getByLabel('How many customers are affected?').fill('many')
    await form.getByRole('button', { name: 'Declare' }).click()
    const wrong = form.locator('.field.wrong')
    await wrong.waitFor()
    expect(await wrong.innerText()).toContain('How many customers are affected?')
    expect(await wrong.getByRole('alert').innerText()).not.toBe('')
    await form.getByRole('button', { name: 'Cancel' }).click()
    await form.waitFor({ state: 'detached' })
  })

  test('a preset option is preset; slash hints complete by keyboard; a wrong word is answered only to me', async () => {
    const [tom, sam] = await Promise.all([stand.as('U0TOM'), stand.as('U0SAM')])
    await openChannel(tom, 'emergency-incidents')
    await openChannel(sam, 'emergency-incidents')
    await tom.getByRole('textbox', { name: /^Message/ }).pressSequentially('/inc')
    await tom.getByRole('option', { name: /incident/ }).waitFor()
    await tom.keyboard.press('Tab')
    expect(await tom.getByRole('textbox', { name: /^Message/ }).inputValue()).toBe('/incident ')
    await tom.keyboard.type('delcare')
    await tom.keyboard.press('Enter')
    await message(tom, 'Did you mean /incident declare?').waitFor()
    expect(await message(tom, 'Did you mean').innerText()).toContain('Only visible to you')
    expect(await sam.getByText('Did you mean').count()).toBe(0)
    await message(tom, 'Did you mean').getByRole('button', { name: 'Dismiss' }).click()
    await tom.getByText('Did you mean').waitFor({ state: 'detached' })
    await type(tom, '/incident declare')
    const form = tom.getByRole('dialog', { name: 'Declare an incident' })
    expect(await form.getByLabel('Severity').locator('option:checked').innerText()).toContain(
      'Let the answer decide',
    )
    await tom.keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })
  })

  test('foreign text is text: no markup, no mention, no link that runs', async () => {
    const [tom, sam] = await Promise.all([stand.as('U0TOM'), stand.as('U0SAM')])
    await openChannel(tom, 'customer-success')
    await openChannel(sam, 'customer-success')
    const nasty = '<img src=x onerror=alert(1)> <script>alert(2)</script> <javascript:alert(3)|press> <b>'
    await type(tom, nasty)
    const seen = message(sam, 'onerror')
    await seen.waitFor()
    expect(await seen.locator('.content img, .content script, .content a, .content b').count()).toBe(0)
    expect(await seen.innerText()).toContain('<b>')
  })

  test('threads, reactions, edits and deletes reach the other page', async () => {
    const [tom, sam] = await Promise.all([stand.as('U0TOM'), stand.as('U0SAM')])
    await openChannel(tom, 'leadership')
    await openChannel(sam, 'leadership')
    await type(tom, 'is anybody *here*?')
    const asked = message(sam, 'is anybody here?')
    await asked.hover()
    await asked.getByRole('button', { name: 'Add a reaction' }).click()
    await sam.getByRole('button', { name: /eyes/ }).click()
    await message(tom, 'is anybody').getByRole('button', { name: 'eyes, 1' }).waitFor()
    await asked.getByRole('button', { name: 'More about this message' }).click()
    await sam.getByRole('button', { name: 'Reply in thread' }).click()
    const thread = sam.getByRole('region', { name: 'Thread' })
    await thread.getByRole('textbox', { name: 'Reply in thread' }).fill('I am')
    await sam.keyboard.press('Enter')
    await message(tom, 'is anybody').getByRole('button', { name: '1 reply' }).waitFor()
    const mine = message(tom, 'is anybody')
    await mine.hover()
    await mine.getByRole('button', { name: 'More about this message' }).click()
    await tom.getByRole('button', { name: 'Edit message' }).click()
    await tom.getByRole('textbox', { name: 'Edit message' }).fill('never mind')
    await tom.getByRole('button', { name: 'Save' }).click()
    await sam.getByText('never mind').first().waitFor()
    await sam.getByText('(edited)').first().waitFor()
    const edited = message(tom, 'never mind')
    await edited.hover()
    await edited.getByRole('button', { name: 'More about this message' }).click()
    await tom.getByRole('button', { name: 'Delete message' }).click()
    await tom.getByText('never mind').waitFor({ state: 'detached' })
  })

  test('unread marks come and go; a mention counts', async () => {
    const sam = await stand.as('U0SAM')
    await openChannel(sam, 'security')
    const entry = sam
      .getByRole('navigation', { name: 'Channels' })
      .getByRole('button', { name: /customer-success/ })
    const channel = state().channelNamed('customer-success')
    stand.sandbox.slack.client('U0TOM').say(channel?.id ?? '', 'look @sam')
    await entry.getByText('1 for you').waitFor()
    await entry.click()
    await entry.getByText('for you').waitFor({ state: 'detached' })
  })

  test('times are in the reader’s own zone', async () => {
    const ts = stand.sandbox.slack
      .client('U0TOM')
      .say(state().channelNamed('security')?.id ?? '', 'what time is it?')
    const clock = (zone: string) =>
      new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(
        Number(ts) * 1000,
      )
    for (const [user, zone] of [
      ['U0MAYA', 'Europe/London'],
      ['U0TOM', 'Asia/Kolkata'],
    ] as const) {
      const page = await stand.as(user)
      await openChannel(page, 'security')
      expect(await message(page, 'what time is it?').locator('time').first().innerText()).toBe(clock(zone))
    }
  })

  test('shortcuts: on a message, and from anywhere', async () => {
    const sam = await stand.as('U0SAM')
    await openChannel(sam, 'customer-success')
    await type(sam, 'three callers hear nothing')
    const said = message(sam, 'three callers hear nothing')
    await said.hover()
    await said.getByRole('button', { name: 'More about this message' }).click()
    await sam.getByRole('button', { name: 'Declare from message' }).click()
    const form = sam.getByRole('dialog', { name: 'Declare an incident' })
    expect(await form.getByLabel('What fails?').inputValue()).toBe('three callers hear nothing')
    await sam.keyboard.press('Escape')
    await form.waitFor({ state: 'detached' })
    await sam.getByRole('button', { name: 'Shortcuts' }).click()
    await sam.getByRole('button', { name: /Declare an incident/ }).click()
    await form.waitFor()
    await form.getByRole('button', { name: 'Close all' }).click()
  })

  test('modals lie on one another, and close one by one', async () => {
    const lee = await stand.as('U0LEE')
    await openChannel(lee, 'emergency-incidents')
    await type(lee, '/incident declare P3 slow website')
    await message(lee, 'P3 · slow website').waitFor()
    await openChannel(lee, /slow-website/)
    await message(lee, 'Phase 1').waitFor()
    await type(lee, '/incident')
    const menu = lee.getByRole('dialog', { name: 'Pitcrew' })
    await menu.getByRole('button', { name: 'Note' }).click()
    const note = lee.getByRole('dialog', { name: 'Note' })
    await note.waitFor()
    await note.getByRole('button', { name: 'Back to the form before' }).click()
    await menu.waitFor()
    await lee.keyboard.press('Escape')
    await menu.waitFor({ state: 'detached' })
  })

  test('the Home tab shows what is open, and opens the form', async () => {
    const grace = await stand.as('U0GRACE')
    await openChannel(grace, /Home/)
    const home = grace.getByRole('region', { name: 'Home', exact: true })
    await home.getByText('P3 · slow website').waitFor()
    await home.getByRole('button', { name: 'Declare an incident' }).click()
    await grace.getByRole('dialog', { name: 'Declare an incident' }).waitFor()
  })

  test('a guest sees only where they are; a private channel is nobody else’s', async () => {
    const slack = stand.sandbox.slack
    const secret = slack.state.addChannel('board-room', 'U0CAROL', true, ['U0CAROL'])
    slack.client('U0CAROL').say(secret.id, 'quiet words')
    const [carol, tom, guest] = await Promise.all([
      stand.as('U0CAROL'),
      stand.as('U0TOM'),
      stand.as('U0GUEST'),
    ])
    await openChannel(carol, 'board-room')
    await message(carol, 'quiet words').waitFor()
    await show(tom, 'Channels')
    expect(await tom.getByText('board-room').count()).toBe(0)
    expect(await guest.getByText('You could join').count()).toBe(0)
    const stolen = await fetch(`${stand.sandbox.url}act?as=U0TOM`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ do: 'type', channel: secret.id, text: 'hello' }),
    })
    expect(await stolen.json()).toEqual({ ok: false, error: 'You are not in that channel.' })
  })

  test('one click acts as somebody else', async () => {
    const page = await stand.as('U0MAYA')
    await page.getByRole('button', { name: 'Act as lee' }).click()
    await page.getByText('Lee Carter').first().waitFor()
    expect(new URL(page.url()).searchParams.get('as')).toBe('U0LEE')
  })
})

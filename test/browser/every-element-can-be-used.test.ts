import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkBlocks, checkView } from '../../sandbox/slack/block-kit.ts'
import { SlackFile } from '../../sandbox/slack/file.ts'
import type { Block, View } from '../../sandbox/slack/state.ts'
import { bin, message, openChannel, openSandbox, type Stand } from './browser.ts'

const patienceMs = 60_000
const plain = (text: string) => ({ type: 'plain_text', text })
const options = ['One', 'Two', 'Three'].map(name => ({ text: plain(name), value: name.toLowerCase() }))
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC',
  'base64',
)

const messageBlocks: Block[] = [
  {
    type: 'section',
    block_id: 'menu',
    text: { type: 'mrkdwn', text: 'Kitchen sink, with a *menu*' },
    fields: [plain('left field'), plain('right field')],
    accessory: { type: 'overflow', action_id: 'more', options: options.slice(0, 2) },
  },
  {
    type: 'actions',
    block_id: 'choices',
    elements: [
      { type: 'static_select', action_id: 'pick', placeholder: plain('Pick one'), options },
      { type: 'datepicker', action_id: 'day' },
      { type: 'checkboxes', action_id: 'boxes', options },
      {
        type: 'button',
        action_id: 'danger',
        style: 'danger',
        text: plain('Burn it'),
        value: 'burn',
        confirm: {
          title: plain('Really?'),
          text: plain('It will be gone.'),
          confirm: plain('Yes, burn'),
          deny: plain('No'),
        },
      },
    ],
  },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'rich ' },
          { type: 'text', text: 'bold', style: { bold: true } },
          { type: 'user', user_id: 'U0LEE' },
          { type: 'link', url: 'javascript:alert(1)', text: 'not a link' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'first item' }] }],
      },
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'const x = 1' }] },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'quoted' }] },
    ],
  },
  { type: 'image', alt_text: 'A picture from elsewhere', image_url: 'https://elsewhere.example/x.png' },
]

const input = (block_id: string, label: string, element: object, more: object = {}): Block => ({
  type: 'input',
  block_id,
  label: plain(label),
  element: { action_id: 'value', ...element },
  ...more,
})
const form = {
  type: 'modal',
  callback_id: 'kitchen',
  title: plain('Kitchen sink'),
  submit: plain('Cook'),
  blocks: [
    input('text', 'A text', { type: 'plain_text_input', initial_value: 'given' }, { hint: plain('a hint') }),
    input('number', 'A number', { type: 'number_input', is_decimal_allowed: false }),
    input('radio', 'A radio', { type: 'radio_buttons', options, initial_option: options[1] }),
    input('boxes', 'Some boxes', { type: 'checkboxes', options }, { optional: true }),
    input('who', 'A person', { type: 'users_select' }),
    input('when', 'A moment', { type: 'datetimepicker' }),
    input('many', 'Several', { type: 'multi_static_select', options }),
    input('hour', 'An hour', { type: 'timepicker' }, { optional: true }),
  ],
} as unknown as View

describe.skipIf(bin === undefined)('one sandbox', { timeout: patienceMs }, () => {
  let stand: Stand
  beforeAll(async () => {
    stand = await openSandbox()
  }, patienceMs)
  afterAll(() => stand.stop(), patienceMs)
  type Envelope = {
    actions?: Record<string, unknown>[]
    view?: { state: { values: Record<string, unknown> } }
  }
  const last = () => stand.sandbox.slack.ledger.envelopes.at(-1)?.payload as Envelope | undefined

  test('in a message: each tells the app what was chosen, and asks first where it should', async () => {
    checkBlocks(messageBlocks, 'message')
    const { state } = stand.sandbox.slack
    const channel = state.channelNamed('security')
    channel?.messages.push({ ts: state.ts(), user: state.botUser, text: 'sink', blocks: messageBlocks })
    const maya = await stand.as('U0MAYA')
    await openChannel(maya, 'security')
    const sink = message(maya, 'Kitchen sink')
    const told = () => last()?.actions?.[0]

    await sink.getByRole('button', { name: 'More actions' }).click()
    await maya.getByRole('button', { name: 'Two' }).click()
    await expect.poll(told).toMatchObject({ action_id: 'more', selected_option: { value: 'two' } })
    await sink.getByRole('combobox').selectOption('three')
    await expect.poll(told).toMatchObject({ action_id: 'pick', selected_option: { value: 'three' } })
    await sink.locator('input[type=date]').fill('2025-01-20')
    await expect.poll(told).toMatchObject({ action_id: 'day', selected_date: '2025-01-20' })
    await sink.getByRole('checkbox', { name: 'One' }).check()
    await sink.getByRole('checkbox', { name: 'Three' }).check()
    await expect
      .poll(told)
      .toMatchObject({ action_id: 'boxes', selected_options: [{ value: 'one' }, { value: 'three' }] })

    const before = stand.sandbox.slack.ledger.envelopes.length
    await sink.getByRole('button', { name: 'Burn it' }).click()
    await maya.getByRole('dialog', { name: 'Really?' }).getByRole('button', { name: 'No' }).click()
    expect(stand.sandbox.slack.ledger.envelopes.length).toBe(before)
    await sink.getByRole('button', { name: 'Burn it' }).click()
    await maya.getByRole('dialog', { name: 'Really?' }).getByRole('button', { name: 'Yes, burn' }).click()
    await expect.poll(told).toMatchObject({ action_id: 'danger', value: 'burn' })

    const words = await sink.innerText()
    for (const part of [
      'left field',
      'right field',
      'first item',
      'const x = 1',
      'quoted',
      '@lee',
      'A picture',
    ])
      expect(words).toContain(part)
    expect(await sink.locator('a').count()).toBe(0)
    expect(await sink.locator('img').count()).toBe(0)
  })

  test('in a modal: every field arrives as Slack would send it', async () => {
    checkView(form)
    const maya = await stand.as('U0MAYA')
    const { state } = stand.sandbox.slack
    const view = {
      ...form,
      id: 'V1',
      hash: 'h',
      owner: 'U0MAYA',
      private_metadata: '',
      state: { values: {} },
    }
    state.stacks.set('U0MAYA', [view as View])
    const dialog = maya.getByRole('dialog', { name: 'Kitchen sink' })
    expect(await dialog.getByLabel('A text').inputValue()).toBe('given')
    await dialog.getByLabel('A text').fill('mine')
    await dialog.getByLabel('A number').fill('240')
    await dialog.getByRole('radio', { name: 'Three' }).check()
    await dialog.getByLabel('A person').selectOption('U0LEE')
    await dialog.getByLabel('A moment').fill('2025-01-20T14:32')
    await dialog.getByRole('group', { name: 'Several' }).getByRole('checkbox', { name: 'Two' }).check()
    await dialog.getByRole('button', { name: 'Cook' }).click()
    // Pitcrew knows no such form, and keeps it open, so that nothing that was typed is lost.
    await dialog.getByText('This form is no longer known').waitFor()
    await dialog.getByRole('button', { name: 'Close', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    const values = last()?.view?.state.values as Record<string, { value: Record<string, unknown> }>
    const got = Object.fromEntries(Object.entries(values).map(([block, v]) => [block, v.value]))
    expect(got).toMatchObject({
      text: { type: 'plain_text_input', value: 'mine' },
      number: { value: '240' },
      radio: { selected_option: { value: 'three' } },
      boxes: { selected_options: [] },
      who: { selected_user: 'U0LEE' },
      when: { selected_date_time: Date.UTC(2025, 0, 20, 14, 32) / 1000 },
      many: { selected_options: [{ value: 'two' }] },
      hour: { selected_time: null },
    })
  })

  test('pictures are shown, text is previewed, and neither to whom it was not shared', async () => {
    const { state } = stand.sandbox.slack
    const board = state.addChannel('board-room', 'U0CAROL', true, ['U0CAROL'])
    const file = (id: string, name: string, bytes: Buffer) => {
      const made = new SlackFile(id, name, state.botUser, state.now())
      made.bytes = bytes
      state.files.set(id, made)
      return made
    }
    const files = [
      file('F1', 'chart.png', png),
      file('F2', 'notes.md', Buffer.from('# Notes\n\n<img src=x onerror=alert(1)>\n\n- *a* & b')),
      file('F3', 'data.json', Buffer.from('{"a":1}')),
    ]
    board.messages.push({ ts: state.ts(), user: state.botUser, text: 'files', blocks: [], files })
    const carol = await stand.as('U0CAROL')
    await openChannel(carol, 'board-room')
    const picture = carol.getByRole('img', { name: 'chart.png' })
    await expect
      .poll(() => picture.evaluate(e => (e as unknown as { naturalWidth: number }).naturalWidth))
      .toBe(10)
    await carol.getByRole('button', { name: 'Preview notes.md' }).click()
    const notes = carol.getByRole('region', { name: 'Preview of notes.md' })
    await notes.getByRole('heading', { name: 'Notes' }).waitFor()
    expect(await notes.locator('img').count()).toBe(0)
    expect(await notes.innerText()).toContain('onerror')
    await carol.getByRole('button', { name: 'Preview data.json' }).click()
    await carol.getByText('{"a":1}').waitFor()
    const [his, hers] = await Promise.all(
      ['U0TOM', 'U0CAROL'].map(user => fetch(`${stand.sandbox.url}file/F2?as=${user}`)),
    )
    expect([his?.status, hers?.status, hers?.headers.get('content-security-policy')]).toEqual([
      404,
      200,
      "default-src 'none'; sandbox",
    ])
  })
})

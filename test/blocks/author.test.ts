import { expect, test } from 'vitest'
import {
  author,
  authorsOf,
  message,
  nameAuthors,
  plain,
  safe,
  section,
  truncate,
} from '../../src/blocks/index.ts'

const said = (by: string) => message(safe`${author(by)} has it`, [section(safe`*${author(by)}* has it`)])

test('an author is named, and not mentioned', () => {
  const named = nameAuthors(said('U0MAYA'), { U0MAYA: 'Maya Patel' })
  expect(JSON.stringify(named)).toContain('*Maya Patel* has it')
  expect(JSON.stringify(named)).not.toContain('<@')
  expect(authorsOf(said('U0MAYA'))).toEqual(['U0MAYA'])
})

test('an author whose name is not known is mentioned, so that nobody reads an id', () => {
  expect(nameAuthors(said('U0MAYA')).text).toBe('<@U0MAYA> has it')
  expect(nameAuthors(said('U0MAYA'), { U0MAYA: 'U0MAYA' }).text).toBe('<@U0MAYA> has it')
})

test('a name cannot mention, format or grow a message over Slack’s limit', () => {
  const hostile = { U0MAYA: `<!channel> *_~\`${'x'.repeat(500)}` }
  const { text, blocks } = nameAuthors(
    message(safe`${author('U0MAYA')}`, [section(safe`${'y'.repeat(2980)} ${author('U0MAYA')}`)]),
    hostile,
  )
  expect(text).toMatch(/^&lt;!channel&gt; x+…$/)
  expect(JSON.stringify(blocks)).not.toContain('<!channel>')
  expect((blocks[0] as unknown as { text: { text: string } }).text.text.length).toBeLessThanOrEqual(3000)
})

test('foreign text cannot name an author, and a cut never leaves half a token', () => {
  expect(authorsOf(message(safe`${'\uE000U0MAYA\uE001'}`, []))).toEqual([])
  expect(plain('\uE000U0MAYA\uE001')).toBe('U0MAYA')
  expect(truncate(`${'z'.repeat(10)}${author('U0MAYA')}`, 14)).toBe(`${'z'.repeat(10)}…`)
})

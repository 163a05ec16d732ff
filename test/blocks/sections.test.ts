import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Markup, sections } from '../../src/blocks/index.ts'

const line = fc.string({ minLength: 1, maxLength: 400 }).map(s => new Markup(s))
const textsOf = (lines: Markup[]) =>
  sections(lines).map(b => (b.type === 'section' ? (b.text?.text ?? '') : ''))

test('lines stand in sections that Slack takes, whole and in their order', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), lines => {
      const texts = textsOf(lines)
      expect(texts.every(t => t.length <= 3000)).toBe(true)
      expect(texts.join('\n')).toBe(lines.map(l => l.text).join('\n'))
    }),
  )
})

test('two lines that fit into one section share it', () => {
  expect(textsOf([new Markup('a'), new Markup('b')])).toEqual(['a\nb'])
})

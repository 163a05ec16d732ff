import fc from 'fast-check'
import { expect, test } from 'vitest'
import { duration, mention, plain, redact, safe, truncate } from '../../src/blocks/index.ts'

test('foreign text can neither mention nor broadcast', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), words => {
      const text = String(safe`${`${words}<!channel><@U1>`}`)
      expect(text).not.toMatch(/[<>]/)
    }),
  )
  expect(String(mention('U1><!channel>'))).not.toContain('<!channel>')
})

test('cutting never leaves half an entity, token or character', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '&amp;', '😀', '<@U1>') }),
      fc.integer({ min: 2, max: 30 }),
      (words, limit) => {
        const cut = truncate(words, limit)
        expect(cut.length).toBeLessThanOrEqual(Math.max(limit, words.length <= limit ? words.length : 0))
        if (cut !== words) expect(cut).not.toMatch(/(&[a-z]{0,4}|<[^>]*|[\uD800-\uDBFF])…$/)
      },
    ),
  )
})

test.each([
  'xoxb-123456789012-abcdefghij',
  'Bearer abcdefghijklmnop',
  'postgres://u:hunter22@host/db',
  'password=hunter22',
  'AKIAABCDEFGHIJKLMNOP',
  '4111 1111 1111 1111',
])('%s does not get out', secret => {
  const out = redact(`before ${secret} after`)
  expect(out).toContain('[hidden]')
  expect(out).not.toMatch(/hunter22|4111 1111|abcdefghij|AKIAABC/)
})

test('an incident id and a timestamp are no card numbers', () => {
  expect(redact('INC-20250120-143200 at 1737383520')).toBe('INC-20250120-143200 at 1737383520')
})

test('direction overrides are taken out, durations are short', () => {
  expect(plain('a\u202Eb')).toBe('ab')
  expect([duration(95_000), duration(7_200_000), duration(0)]).toEqual(['1 min 35 s', '2 h', '0 s'])
})

test('an incident’s id is never taken for a card number', () => {
  // Luhn’s sum of these digits is a multiple of ten.
  expect(redact('INC-20261123-162228 and inc-20261123-162228-api')).toBe(
    'INC-20261123-162228 and inc-20261123-162228-api',
  )
  expect(redact('card 4111 1111 1111 1111')).toBe('card [hidden]')
})

test.each([
  ['a long password in an address', `postgres://app:${'p4ss'.repeat(200)}@db/app`],
  ['a password far behind its word', `password:${' '.repeat(60)}p4ssp4ss`],
  ['a variable whose name ends in the word', 'DB_PASSWORD=p4ssp4ss'],
  ['a token far behind Bearer', `Bearer${' '.repeat(60)}p4ssp4ss`],
])('%s is hidden', (_, text) => {
  expect(redact(text)).toContain('[hidden]')
  expect(redact(text)).not.toContain('p4ss')
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { merge, type Rca, rcaFields, whysOffered } from '../../src/incident/learning/rca.ts'

describe('two people who save at once', () => {
  test('each keeps the fields that only they changed', () => {
    const base = { why1: 'slow' }
    const lee = { why1: 'slow', technical: 'pool too small' }
    const maya = { why1: 'slow', process: 'no alarm' }
    const afterLee = merge(base, base, lee)
    expect(merge(afterLee, base, maya)).toEqual({
      why1: 'slow',
      technical: 'pool too small',
      process: 'no alarm',
    })
  })

  test('where both changed the same field, both texts stand', () => {
    const after = merge({ why1: 'the pool' }, {}, { why1: 'the report' })
    expect(after).toEqual({ why1: 'the pool\nthe report' })
  })

  test('who changes nothing undoes nothing; who empties a field empties it', () => {
    expect(merge({ why1: 'new' }, { why1: 'old' }, { why1: 'old' })).toEqual({ why1: 'new' })
    expect(merge({ why1: 'old' }, { why1: 'old' }, {})).toEqual({})
  })

  const rca = fc.dictionary(
    fc.constantFrom(...rcaFields),
    fc.constantFrom('a', 'b', 'c'),
  ) as fc.Arbitrary<Rca>
  test('for any three versions: no new word is lost', () => {
    fc.assert(
      fc.property(rca, rca, rca, (base, first, second) => {
        const merged = merge(merge(base, base, first), base, second)
        for (const f of rcaFields)
          for (const mine of [first[f], second[f]])
            if (mine !== undefined && mine !== base[f]) expect(merged[f]?.split('\n')).toContain(mine)
      }),
    )
  })
})

test('five whys are offered, and one more than are answered', () => {
  expect(whysOffered({})).toBe(5)
  expect(whysOffered({ why1: 'a', why2: 'b' })).toBe(5)
  const five = { why1: 'a', why2: 'b', why3: 'c', why4: 'd', why5: 'e' }
  expect(whysOffered(five)).toBe(6)
  expect(whysOffered({ ...five, why6: 'f', why7: 'g', why8: 'h', why9: 'i' })).toBe(9)
})

import { expect, test } from 'vitest'
import { contacts } from '../../src/messages/contacts.ts'
import { testPolicy } from '../fixtures/policy.ts'

test('every contact is shown whole, however many there are', () => {
  const outside = Array.from({ length: 40 }, (_, n) => ({
    name: `Vendor ${n}`,
    phone: '+44 20 7946 0000',
    email: `support-${n}@vendor.example`,
    url: `https://status.vendor-${n}.example/a/very/long/path/to/the/page`,
    note: 'around the clock',
  }))
  const shown = JSON.stringify(contacts({ ...testPolicy(), contacts: outside }).blocks)
  for (let n = 0; n < 40; n++) expect(shown).toContain(`support-${n}@vendor.example`)
  expect(shown).not.toContain('…')
})

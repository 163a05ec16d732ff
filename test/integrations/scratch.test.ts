import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { hashBytes } from '../../src/incident/model/chain.ts'
import { createScratch } from '../../src/integrations/scratch.ts'

const folders = () => readdirSync(tmpdir()).filter(f => existsSync(`${tmpdir()}/${f}/text`))

test('what is written piece by piece comes out whole, and leaves nothing behind', async () => {
  const before = folders().length
  const file = await createScratch().open()
  for (const word of ['one ', 'zwölf ', '🛞']) await file.write(word)
  const { content, sha256, bytes } = await file.finish()
  expect(await content.text()).toBe('one zwölf 🛞')
  expect([sha256, bytes]).toEqual([hashBytes('one zwölf 🛞'), 15])
  await file.discard()
  await file.discard()
  expect(folders().length).toBe(before)
})

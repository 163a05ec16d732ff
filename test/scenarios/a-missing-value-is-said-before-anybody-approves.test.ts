import { expect, test } from 'vitest'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'
import { declareAsTom } from './clock.ts'

const begin = startsPitcrew()

test('a value that the environment lacks is named at start, in the status and in the preview, which offers no approval', async () => {
  const p = await begin({ config: { secret: name => (name === 'TEST_TOKEN' ? 'x' : undefined) } })
  await expect
    .poll(() => p.log.join('\n'))
    .toContain('The environment has no ADMIN_TOKEN, which the playbook needs')
  expect(p.log.join('\n')).not.toContain('TEST_TOKEN')
  const channel = await declareAsTom(p, 'P1 calls fail')
  await p.as('U0TOM').command(channel, '/incident status')
  await p.idle()
  const status = JSON.stringify(p.as('U0TOM').sees(channel).at(-1)?.raw)
  expect(status).toContain('values of the playbook failing (the environment has no ADMIN_TOKEN')
  await p.as('U0TOM').command(channel, '/incident fix application')
  await p.idle()
  const shown = p.as('U0TOM').modal()?.text ?? ''
  expect(shown).toContain('Pitcrew’s environment has no ADMIN_TOKEN, which “Warm critical caches” needs.')
})

import { expect, test } from 'vitest'
import { chatPost as action } from '../../../src/runbook/actions/chat-post.ts'
import type { Announcer } from '../../../src/runbook/ports/announcer.ts'
import { claimedAt, ctxWith } from '../fake-production.ts'

const posted: string[][] = []
const announcer: Announcer = {
  async post(...given) {
    posted.push(given)
    return { ts: '1.2' }
  },
  find: async (_, request) => (request === 'INC-1-b1s1' ? { ts: '1.2' } : undefined),
}
const params = action.parse({ channel: 'emergency', text: 'Containment activated <!channel>' })
const claim = { request: 'INC-1-b1s1', params, before: { channel: 'emergency' }, at: claimedAt }

test('posts once, and carries the request’s id', async () => {
  expect(await action.execute(claim, ctxWith({ announcer }))).toEqual({ ts: '1.2' })
  expect(posted).toEqual([['emergency', 'Containment activated <!channel>', 'INC-1-b1s1']])
})

test('a lost answer is settled by looking for that id', async () => {
  expect(await action.reconcile(claim, ctxWith({ announcer }))).toMatchObject({ state: 'applied' })
  expect(await action.reconcile({ ...claim, request: 'INC-2-b1s1' }, ctxWith({ announcer }))).toMatchObject({
    state: 'not-applied',
  })
})

import type { Message } from '../blocks/index.ts'
import type { Try } from './effect.ts'
import type { MessageRef } from './ports/chat.ts'
import { postOnce } from './post-once.ts'

/** Slack allows about one edit a second in one channel; fewer, fuller updates are also easier to read. */
const editEveryMs = 700

/** Posts at once, edits while things change but not too often, and ends with the last word. */
export function createLiveMessage(t: Try, current: () => Message) {
  const posted: Promise<MessageRef> = postOnce(t, { to: 'incident' }, current())
  // Awaited in finish(); until then a failure must not count as unhandled.
  posted.catch(() => {})
  let editing: Promise<void> | undefined
  let last = performance.now()
  let finished = false
  let endWait = () => {}

  async function edit() {
    const ref = await posted
    const wait = last + editEveryMs - performance.now()
    if (wait > 0 && !finished)
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, wait)
        endWait = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    if (finished) return
    last = performance.now()
    await t.runbook.outbound.edit(t.incident, ref, current())
  }
  return {
    touch() {
      // A missed edit is made up for by the next one, and by the last.
      editing ??= edit()
        .catch(error => t.runbook.log.debug({ err: error }, 'an edit of a running message was skipped'))
        .finally(() => {
          editing = undefined
        })
    },
    async finish(message: Message): Promise<MessageRef> {
      // An edit that only waits for its turn is left out: the last word need not wait with it.
      finished = true
      endWait()
      const ref = await posted
      await editing
      await t.runbook.outbound.edit(t.incident, ref, message)
      return ref
    },
  }
}

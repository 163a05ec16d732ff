import type { MessageRef } from './ports/chat.ts'
import type { Runbook } from './runbook.ts'

/** Takes away reminders that are out of date; one that cannot be removed harms nobody. */
export async function removePosts({ chat, log }: Runbook, posts: MessageRef[]): Promise<void> {
  await Promise.all(
    posts.map(ref =>
      chat.remove(ref).catch(error => log.warn({ err: error }, 'an old reminder could not be removed')),
    ),
  )
}

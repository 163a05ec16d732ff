import type { WebClient } from '@slack/web-api'
import { NotSent } from '../../runbook/ports/faults.ts'
import { callSlack } from './errors.ts'

/**
 * Runs a call that only members of a channel may make. Where the bot was removed from a public channel it joins again
 * and tries once more; a private channel cannot be joined, and the refusal stands.
 */
export async function asMember<T>(client: WebClient, channel: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof NotSent) || error.code !== 'not_in_channel') throw error
    await callSlack('conversations.join', () => client.conversations.join({ channel }))
    return call()
  }
}

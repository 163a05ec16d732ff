import type { WebClient } from '@slack/web-api'
import { NotSent } from '../../runbook/ports/faults.ts'
import { callSlack, readSlack } from './errors.ts'
import { asMember } from './rejoin.ts'

/** Failures of an invitation that concern one person, not the call. */
const alreadyThere = new Set(['already_in_channel', 'cant_invite_self'])

/** Slack's word for why not; undefined = all of them are in. */
export async function inviteAll(
  client: WebClient,
  channel: string,
  users: string[],
): Promise<string | undefined> {
  try {
    await asMember(client, channel, () =>
      callSlack('conversations.invite', () =>
        client.conversations.invite({ channel, users: users.join(',') }),
      ),
    )
    return undefined
  } catch (error) {
    if (!(error instanceof NotSent) || error.retryable) throw error
    return users.length === 1 && alreadyThere.has(error.code) ? undefined : error.code
  }
}

/** Throws where no incident can be run: it is archived, shared with another company, or the bot may not know of it. */
export async function readOpenChannel(client: WebClient, id: string) {
  const { channel } = await readSlack('conversations.info', () => client.conversations.info({ channel: id }))
  if (channel?.is_archived) throw new NotSent('is_archived', 'the channel is archived; unarchive it')
  // Slack Connect: another company reads what is said there, or will once it has accepted.
  if (channel?.is_ext_shared === true || channel?.is_pending_ext_shared === true)
    throw new NotSent(
      'shared-channel',
      'the channel is shared with another company; choose one of your own',
      {
        owner: 'channel',
      },
    )
  return channel
}

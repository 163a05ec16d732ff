import type { Channel, SlackState } from './state.ts'

/** A conversation as the Web API shows it to the bot; a direct one has other fields than a channel. */
export function channelFacts(state: SlackState, c: Channel) {
  if (c.isDirect !== undefined)
    return {
      id: c.id,
      is_im: true,
      user: c.isDirect,
      is_user_deleted: state.users.get(c.isDirect)?.deleted === true,
    }
  return {
    id: c.id,
    name: c.name,
    is_channel: !c.isPrivate,
    is_group: false,
    is_im: false,
    is_private: c.isPrivate,
    is_archived: c.archived,
    is_member: c.members.has(state.botUser),
    is_ext_shared: c.extShared === true,
    is_pending_ext_shared: c.pendingExtShared === true,
    context_team_id: state.team,
    creator: c.creator,
    topic: { value: c.topic },
  }
}

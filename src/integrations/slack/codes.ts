import type { Owner } from '../../runbook/ports/faults.ts'

/** The token itself: every call fails alike until an administrator or the operators mend it. */
const ofTheToken = new Map([
  ['token_revoked', 'the app was removed from the workspace or its token was revoked; install it again'],
  ['token_expired', 'the token has expired; install the app again'],
  [
    'account_inactive',
    'the workspace or the app’s bot user was deactivated; activate it, or install the app again',
  ],
  ['invalid_auth', 'the token is not valid; copy SLACK_BOT_TOKEN from the app’s page'],
  ['not_authed', 'no token was sent; set SLACK_BOT_TOKEN'],
  [
    'org_login_required',
    'the workspace is being moved to an Enterprise organisation; wait until that has finished',
  ],
  ['ekm_access_denied', 'an administrator has suspended access to the workspace’s keys'],
  [
    'team_access_not_granted',
    'the app was not granted this workspace; an organisation’s administrator grants it',
  ],
  ['team_added_to_org', 'the workspace is being added to an organisation; wait until that has finished'],
  ['accesslimited', 'the workspace does not give the app access'],
  ['two_factor_setup_required', 'the workspace demands two-factor authentication to be set up'],
  ['forbidden_team', 'the app may not be used in this workspace'],
])
/** What the workspace does not allow for this call alone. */
const ofTheWorkspace = new Map([
  ['app_access_restricted', 'an administrator has restricted the app'],
  ['enterprise_is_restricted', 'an organisation’s administrator has restricted the app'],
  ['not_allowed_token_type', 'the token is of the wrong kind; SLACK_BOT_TOKEN begins with xoxb-'],
  ['access_denied', 'the workspace does not give the app access'],
  ['missing_scope', 'the app lacks a scope; add it in manifest.yml and install the app again'],
  ['plan_upgrade_required', 'the workspace’s plan does not have this'],
  ['restricted_action', 'a policy of the workspace forbids it; an administrator can allow it'],
  ['no_permission', 'the app lacks the permission; an administrator can give it'],
  ['messages_tab_disabled', 'the app’s Messages tab is off; switch it on in manifest.yml'],
  ['user_is_restricted', 'the workspace restricts the app'],
  ['method_deprecated', 'Slack has withdrawn this method; update Pitcrew'],
  ['message_limit_exceeded', 'the workspace has used up its messages'],
  ['team_not_found', 'the workspace is not known'],
])
const ofThePerson = new Map([
  ['user_disabled', 'this person’s account was deactivated'],
  ['user_not_found', 'Slack does not know this person'],
  ['users_not_found', 'Slack does not know this person'],
  ['user_not_visible', 'the app may not see this person'],
  ['cannot_dm_bot', 'a bot cannot be written to'],
  ['cannot_dm_user', 'this person cannot be written to'],
  ['cant_invite', 'this person cannot be invited'],
  ['ura_max_channels', 'this guest may be in one channel only'],
  ['user_team_not_in_channel', 'this person belongs to another workspace'],
  ['org_user_not_in_team', 'this person belongs to another workspace of the organisation'],
  ['invitee_cant_see_channel', 'this person may not see the channel'],
  ['user_not_in_channel', 'this person is not in the channel'],
])
const ofTheChannel = new Map([
  ['not_in_channel', 'Pitcrew is not in the channel; invite it'],
  ['is_archived', 'the channel is archived; unarchive it'],
  ['channel_not_found', 'there is no such channel, or Pitcrew is not in it'],
  ['already_archived', 'the channel is archived'],
  ['channel_is_archived', 'the channel is archived'],
  ['is_inactive', 'the channel is archived or deleted'],
  ['name_taken', 'a channel of that name exists'],
  ['restricted_action_read_only_channel', 'only some people may post in the channel; let Pitcrew post there'],
  ['restricted_action_thread_only_channel', 'the channel takes replies only'],
  ['restricted_action_non_threadable_channel', 'the channel takes no replies'],
  ['restricted_action_thread_locked', 'the thread is locked'],
  ['method_not_supported_for_channel_type', 'this kind of channel does not have it'],
  ['cant_post_message', 'nobody may post in the channel'],
  ['app_cannot_join_channel', 'Pitcrew may not join the channel; invite it'],
  ['message_not_found', 'the message is gone'],
])

const owners: [Owner, Map<string, string>][] = [
  ['workspace', ofTheToken],
  ['workspace', ofTheWorkspace],
  ['person', ofThePerson],
  ['channel', ofTheChannel],
]

/** What is left is what Slack finds wrong with the call itself: a fault of ours. */
export const ownerOfCode = (code: string): Owner =>
  owners.find(([, codes]) => codes.has(code))?.[0] ?? 'pitcrew'

export const isWideCode = (code: string): boolean => ofTheToken.has(code)

/** What the code means and what mends it, to stand behind it; empty where it is not known. */
export function explainCode(code: string): string {
  const words = owners.map(([, codes]) => codes.get(code)).find(w => w !== undefined)
  return words === undefined ? '' : ` (${words})`
}

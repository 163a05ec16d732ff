import type { SlackState, User } from './state.ts'

/** A user as the Web API shows them. */
export function userFacts(state: SlackState, u: User) {
  return {
    id: u.id,
    team_id: state.team,
    name: u.name,
    real_name: u.realName,
    deleted: u.deleted ?? false,
    is_restricted: u.guest ?? false,
    tz: u.tz ?? 'Europe/London',
    profile: { display_name: u.name, email: u.email },
  }
}

import { isGuest, type SlackState, type User } from './state.ts'

/** A user as the Web API shows them. */
export function userFacts(state: SlackState, u: User) {
  const team_id = u.team ?? state.team
  const foreign = team_id !== state.team && u.enterprise?.teams.includes(state.team) !== true
  return {
    id: u.id,
    team_id,
    name: u.name,
    real_name: u.realName,
    deleted: u.deleted ?? false,
    is_bot: u.bot ?? false,
    is_restricted: isGuest(u),
    is_ultra_restricted: u.guest === 'single',
    ...(foreign ? { is_stranger: true } : {}),
    tz: u.tz ?? 'Europe/London',
    profile: { display_name: u.name, ...(u.email === undefined ? {} : { email: u.email }) },
    ...(u.enterprise === undefined
      ? {}
      : { enterprise_user: { enterprise_id: u.enterprise.id, teams: u.enterprise.teams } }),
  }
}

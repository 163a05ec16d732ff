import type { Method } from '../method.ts'

export const method: Method = {
  name: 'auth.test',
  scopes: [],
  run: ({ state }) => ({
    url: 'https://sandbox.slack.com/',
    team: 'Sandbox',
    user: 'pitcrew',
    team_id: state.team,
    user_id: state.botUser,
    bot_id: 'B0PITCREW',
  }),
}

import { attempt, type Check } from '../check.ts'
import { inspectSlack } from '../inspect-slack.ts'

export const socketMode: Check = {
  name: 'socket-mode',
  async run(s, tell) {
    const { slack } = s.config
    if (slack.mode === 'http') return tell('Socket Mode', 'off', 'HTTP mode is used')
    const remedy = 'Make an app token with connections:write, and switch Socket Mode on.'
    await attempt(tell, 'SLACK_APP_TOKEN', remedy, async () => {
      await inspectSlack(s).openConnection(slack.appToken)
      tell('SLACK_APP_TOKEN', 'fine', 'Slack opens Socket Mode connections')
    })
  },
}

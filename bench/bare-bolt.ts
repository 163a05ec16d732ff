import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'

// The floor: nothing but Bolt, an ack, and the same answer by response URL.
const {
  SLACK_BOT_TOKEN: token = '',
  SLACK_APP_TOKEN: appToken = '',
  SLACK_API_URL: slackApiUrl = '',
} = process.env
const receiver = new SocketModeReceiver({
  appToken,
  logLevel: LogLevel.ERROR,
  installerOptions: { clientOptions: { slackApiUrl } },
})
const app = new App({ token, receiver, logLevel: LogLevel.ERROR, clientOptions: { slackApiUrl } })
app.command('/incident', async ({ ack, respond }) => {
  await ack()
  await respond({ text: 'No incident is open.', response_type: 'ephemeral' })
})
await app.start()
process.send?.('ready')

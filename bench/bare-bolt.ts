import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'

// The floor: nothing but Bolt, an ack, and a modal of the same kind.
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
app.command('/incident', async ({ ack, client, body }) => {
  await ack()
  await client.views.open({
    trigger_id: body.trigger_id,
    view: {
      type: 'modal',
      callback_id: 'menu',
      title: { type: 'plain_text', text: 'Pitcrew' },
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'No incident is run in this channel.' } }],
    },
  })
})
await app.start()
process.send?.('ready')

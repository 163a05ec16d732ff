import { App, LogLevel, SocketModeReceiver } from '@slack/bolt'

// The floor: nothing but Bolt, an ack, and the modal that Pitcrew opens too.
const button = (action_id: string, text: string, value: string) =>
  ({ type: 'button', action_id, text: { type: 'plain_text', text, emoji: true }, value }) as const
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
      close: { type: 'plain_text', text: 'Close' },
      private_metadata: JSON.stringify({ from: { channel: body.channel_id } }),
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: 'No incident is run in this channel.' } },
        {
          type: 'actions',
          elements: [
            button(
              'open-declare',
              'Declare an incident',
              JSON.stringify({ from: { channel: body.channel_id } }),
            ),
            button('show-list', 'List', '{}'),
            button('show-help', 'Help', '{}'),
          ],
        },
      ],
    },
  })
})
await app.start()
process.send?.('ready')

import { existsSync, readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { attempt, type Check } from '../check.ts'
import { inspectSlack } from '../inspect-slack.ts'

const manifest = new URL('../../../manifest.yml', import.meta.url)
const schema = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) })

export const slackToken: Check = {
  name: 'slack-token',
  async run(s, tell) {
    await attempt(tell, 'SLACK_BOT_TOKEN', 'Install the app again and copy its bot token.', async () => {
      const { scopes } = await inspectSlack(s).identify()
      tell('SLACK_BOT_TOKEN', 'fine', 'Slack accepts the token')
      if (scopes === undefined)
        return tell('scopes', 'look', 'Slack did not tell the granted scopes', 'Compare them by hand.')
      // An image may hold the bot without it.
      if (!existsSync(manifest))
        return tell('scopes', 'look', 'manifest.yml is not here', 'Run doctor where it is.')
      const wanted = schema.parse(parse(readFileSync(manifest, 'utf8'))).oauth_config.scopes.bot
      const lacking = wanted.filter(w => !scopes.includes(w))
      if (lacking.length === 0)
        return tell('scopes', 'fine', `all ${wanted.length} of manifest.yml are granted`)
      tell(
        'scopes',
        'wrong',
        `the app lacks ${lacking.join(', ')}`,
        'Add them under “OAuth & Permissions” (or paste manifest.yml again), then reinstall the app.',
      )
    })
    tell('event subscriptions', 'look', 'a bot token cannot read them', 'Compare them with manifest.yml.')
  },
}

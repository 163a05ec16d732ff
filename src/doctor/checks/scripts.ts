import { createScripts } from '../../integrations/scripts/scripts.ts'
import { attempt, type Check } from '../check.ts'

/** Every script that an action names, also those that undo or count. */
const named = (json: string) =>
  [...json.matchAll(/"(?:path|count)":"([^"]+)"/g)].map(([, script = '']) => script)

export const scripts: Check = {
  name: 'scripts',
  async run({ config, policy }, tell) {
    if (config.scripts === undefined) return tell('scripts', 'off', 'set SCRIPTS_DIR')
    const port = createScripts(config.scripts.folder, config.scripts.path)
    const all = Object.values(policy.actions).filter(a => /script|notify-customers/.test(a.kind))
    for (const script of new Set(all.flatMap(a => named(JSON.stringify(a.params)))))
      await attempt(tell, script, 'Put it into SCRIPTS_DIR as docs/customer-scripts.md says.', async () => {
        await port.inspect(script)
        tell(script, 'fine', 'is there and executable')
      })
  },
}

import { listMissing } from '../../runbook/missing-values.ts'
import type { Check } from '../check.ts'

export const values: Check = {
  name: 'values',
  async run({ config, policy }, tell) {
    const missing = listMissing(policy, { find: config.secret })
    for (const name of missing)
      tell(name, 'wrong', 'the playbook needs it, and the environment lacks it', `Set ${name} in .env.`)
    if (missing.length === 0) tell('values', 'fine', `all ${policy.needed.length} of the playbook are set`)
    tell('assumptions', 'fine', `${policy.assumptions.length}; npm run playbook -- check lists them`)
  },
}

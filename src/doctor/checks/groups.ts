import { attempt, type Check } from '../check.ts'
import { inspectSlack } from '../inspect-slack.ts'

export const groups: Check = {
  name: 'groups',
  async run(s, tell) {
    const slack = inspectSlack(s)
    const handles = [...new Set(Object.values(s.policy.roles).flatMap(r => r.group ?? []))]
    if (handles.length === 0) return tell('groups', 'off', 'the playbook names none')
    const known = [...(await slack.handles())]
    for (const handle of handles)
      await attempt(tell, `@${handle}`, 'Correct the group in the playbook.', async () => {
        if (!known.some(([id, name]) => id === handle || name === handle))
          return tell(`@${handle}`, 'wrong', 'Slack has no such group', 'Create it, or correct the playbook.')
        const { length } = await slack.group(handle)
        if (length > 0) return tell(`@${handle}`, 'fine', `${length} members`)
        tell(`@${handle}`, 'wrong', 'the group is empty or disabled', 'Add the people who hold this role.')
      })
  },
}

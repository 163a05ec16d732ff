import { attempt, type Check } from '../check.ts'
import { inspectSlack } from '../inspect-slack.ts'

export const people: Check = {
  name: 'people',
  async run(s, tell) {
    const slack = inspectSlack(s)
    const { team } = await slack.identify()
    await Promise.all(
      Object.values(s.policy.people).map(p =>
        attempt(tell, p.name, `Correct people.${p.key} in the playbook.`, async () => {
          const id = p.slack ?? (p.email === undefined ? undefined : await slack.idByEmail(p.email))
          const fix = `Correct people.${p.key} in the playbook.`
          if (p.slack === undefined && p.email === undefined)
            return tell(
              p.name,
              'look',
              'has no Slack id and no e-mail, so Pitcrew cannot reach them in Slack',
              fix,
            )
          if (id === undefined) return tell(p.name, 'wrong', 'Slack does not know this person', fix)
          const user = await slack.user(id, team)
          if (user.deleted) return tell(p.name, 'wrong', 'the account is deactivated', fix)
          if (user.standing !== 'member')
            return tell(p.name, 'wrong', `is a ${user.standing} in Slack, and may not act`, fix)
          tell(p.name, 'fine', 'is a member')
        }),
      ),
    )
  },
}

import type { Check } from '../check.ts'
import { inspectSlack } from '../inspect-slack.ts'

export const channels: Check = {
  name: 'channels',
  async run(s, tell, signal) {
    const named = Object.entries(s.policy.channels).flatMap(([use, n]) => (n === undefined ? [] : [[use, n]]))
    const found = await inspectSlack(s).findChannels(
      named.map(([, name = '']) => name),
      signal,
    )
    for (const [use = '', name = ''] of named) {
      const c = found.get(name)
      const about = `#${name}`
      if (c === undefined)
        tell(
          about,
          'wrong',
          'there is no such channel, or it is private and Pitcrew is not in it',
          `Create it or correct channels.${use}; if it is private, /invite @pitcrew there.`,
        )
      else if (c.isArchived) tell(about, 'wrong', 'it is archived', 'Unarchive it, or name another channel.')
      else if (c.isShared)
        tell(
          about,
          'look',
          'another company reads it',
          'Name a channel that is not shared, or end the sharing.',
        )
      else if (use === 'emergency' && !c.isMember)
        tell(about, 'look', 'Pitcrew is not a member', 'Type /invite @pitcrew there.')
      else
        tell(about, 'fine', c.isMember ? 'Pitcrew is a member' : 'public; Pitcrew can post without joining')
    }
  },
}

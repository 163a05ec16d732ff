import type { EffectHandler, Try } from '../effect.ts'
import { settled } from '../engine/deliver.ts'

/** Brings in the declarer, those on call, and whoever was given a role. Those already there count. */
export const inviteResponders: EffectHandler = {
  name: 'invite-responders',
  settles: 'idempotent',
  fails: 'The responders could not be invited to the channel',
  next: 'Invite them by hand.',
  async run(t) {
    const users = await whomToInvite(t)
    const failed = await t.runbook.chat.invite(t.incident.channel?.id ?? '', users)
    if (failed.length === 0) return [settled(t.effect, 'done')]
    const who = failed.map(f => `<@${f.user}> (${f.why})`).join(', ')
    return [settled(t.effect, 'failed', who, `Not in this channel: ${who}. Invite or call them by hand.`)]
  },
}

async function whomToInvite({ runbook, incident, effect }: Try): Promise<string[]> {
  const cause = await runbook.store.readEvent(incident.id, effect.seq)
  if (cause?.type === 'role.assigned') return [(cause.data as { user: string }).user]
  return [...new Set([...incident.invite, ...Object.values(incident.roles)])]
}

import { channelWords } from '../blocks/index.ts'
import type { Policy } from '../incident/policy.ts'
import type { Runbook } from './runbook.ts'

/**
 * Looks the playbook's channels up before anybody needs them: in a workspace with very many, that takes minutes.
 * Says which are not there, and which of them another company reads.
 */
export async function learnChannels({ directory, log }: Runbook, policy: Policy): Promise<void> {
  const names = [...new Set(Object.values(policy.channels))].filter(
    (c): c is string => c !== undefined && c !== '',
  )
  await Promise.all(names.map(name => learn(name)))

  async function learn(name: string): Promise<void> {
    const channel = channelWords(name)
    try {
      const id = await directory.channelId(name)
      if (id === undefined)
        log.warn(
          { channel },
          `There is no ${channel}, which the playbook names, or it is private and Pitcrew is not in it`,
        )
      else if (await directory.isShared(id))
        log.warn(
          { channel },
          `${channel} is shared with another company (Slack Connect): no update goes there, and no incident can be run there`,
        )
    } catch (error) {
      log.warn(
        { err: error, channel },
        `${channel} is not known yet; it is looked for again when it is needed`,
      )
    }
  }
}

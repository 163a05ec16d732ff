import { type SafeBlock, safe, section } from '../blocks/index.ts'

/** A request that a person's submit sends to production, exactly as it is sent; secrets stand by their names. */
export type Sent = { title: string; sends: string }

export function sentBlocks(sent: Sent[]): SafeBlock[] {
  return sent.map(({ title, sends }) =>
    section(
      safe`⚠️ *${title}*: sent to production once, when the endpoints are well\n\`\`\`${sends.replaceAll('`', 'ˋ')}\`\`\``,
    ),
  )
}

import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { checkBlocks, checkView } from '../../slack/block-kit.ts'
import { SlackRefusal } from '../../slack/refusal.ts'
import type { Block } from '../../slack/state.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../..', import.meta.url))
const mostBytes = 20_000_000

export type Drawn = { name: string; kind: 'message' | 'modal' | 'home'; view: { blocks: Block[] } }

/** Everything the bot can show. The bot draws it in a process of its own; the limits are this Slack's. */
export async function drawGallery(): Promise<(Drawn & { refused?: string })[]> {
  const { stdout } = await run(process.execPath, ['test/gallery/print.ts'], {
    cwd: root,
    maxBuffer: mostBytes,
  })
  return (JSON.parse(stdout) as Drawn[]).map(drawn => {
    const refused = refusalOf(drawn)
    return refused === undefined ? drawn : { ...drawn, refused }
  })
}

/** What Slack would say of it; undefined when it would take it. */
export function refusalOf({ kind, view }: Drawn): string | undefined {
  try {
    if (kind === 'message') checkBlocks(view.blocks, 'message')
    else checkView(view)
    return undefined
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error
    return JSON.stringify(error.more ?? error.message)
  }
}

import type { Stage } from '../drill/stage.ts'
import type { Person } from '../slack/index.ts'

export type Check = { name: string; ok: boolean; detail: string }
/** A story played by scripted people, who choose by what Slack shows them. Answers the incident's channel. */
export type Scenario = {
  name: string
  about: string
  /** How fast the playbook's clocks run, unless the command line says otherwise. */
  speed?: number
  /** Changes to the playbook that the story needs. */
  playbook?(source: string): string
  /** What the bot of that number finds in its environment besides; `given` is what it would find anyway. */
  env?(n: number, given: Record<string, string>): Record<string, string>
  /** Changes to the workspace before the bots start. */
  prepare?(slack: Stage['slack']): void
  play(stage: Stage, say: (line: string) => void): Promise<{ channel: string; checks: Check[] }>
}

/** What an attack of the approvals drill gets: the stage, Maya's P2, and where its checks go. */
export type Attack = {
  stage: Stage
  channel: string
  maya: Person
  add(name: string, ok: boolean, detail: string | number): void
}

export function check(name: string, ok: boolean, detail: string | number): Check {
  return { name, ok, detail: String(detail) }
}

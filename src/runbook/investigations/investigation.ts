import type { Json } from '../../incident/model/words.ts'
import type { InvestigationPolicy, Policy } from '../../incident/policy.ts'
import type { Upload } from '../ports/chat.ts'
import type { Ctx } from '../probe.ts'

/** What a part found: lines for people (moments as `⟦ms⟧`), facts for the timeline, files for the channel. */
export type Collected = {
  lines: string[]
  facts: Json
  files: (Upload & { sha256?: string })[]
  /** Frees what the files lie on, once they are up. */
  discard?(): Promise<void>
}
export type Investigator = Ctx & { policy: Policy; plan: InvestigationPolicy; stem: string }

/** One part of an investigation (§4.1): reads only. A throw is said as the reason, and stops no other part. */
export type Investigation = {
  part: string
  title: string
  collect(given: Investigator): Promise<Collected>
}

/** A moment in a line; shown in the reader's zone. */
export const moment = (ms: number): string => `⟦${Math.round(ms)}⟧`

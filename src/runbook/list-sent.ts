import type { Policy } from '../incident/policy.ts'
import { probes } from './probes/index.ts'

/** What the recovery gate sends to production, word for word; what it only reads is not among it. */
export const listSent = (policy: Policy): { title: string; sends: string }[] =>
  policy.recovery.checks.flatMap(({ kind, title, params }) => {
    const probe = probes[kind]
    return probe?.sends === true ? [{ title, sends: probe.shows(params) }] : []
  })

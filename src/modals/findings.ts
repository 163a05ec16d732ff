import { context, date, modal, safe, sections, type View } from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'
import { findingLine } from '../messages/index.ts'

export const callbackId = 'findings'

/** Every probe of the last run, in the playbook's order. */
export function view(d: NonNullable<Incident['diagnostics']>): View {
  return modal({
    callbackId,
    title: 'Diagnostics',
    close: 'Close',
    meta: '{}',
    blocks: [
      context(safe`${d.findings.length} probes, ${date(d.at)}`),
      ...sections(d.findings.map(findingLine)),
    ],
  })
}

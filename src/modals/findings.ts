import { context, date, join, modal, safe, section, type View } from '../blocks/index.ts'
import type { Incident } from '../incident/state.ts'
import { findingLine } from '../messages/index.ts'

export const callbackId = 'findings'
const perSection = 10

/** Every probe of the last run, in the playbook's order. */
export function view(d: NonNullable<Incident['diagnostics']>): View {
  const chunks = Array.from({ length: Math.ceil(d.findings.length / perSection) }, (_, n) =>
    d.findings.slice(n * perSection, (n + 1) * perSection),
  )
  return modal({
    callbackId,
    title: 'Diagnostics',
    close: 'Close',
    meta: '{}',
    blocks: [
      context(safe`${d.findings.length} probes, ${date(d.at)}`),
      ...chunks.map(rows => section(join(rows.map(findingLine), '\n'))),
    ],
  })
}

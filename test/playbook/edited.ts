import { readFileSync } from 'node:fs'
import type { Policy } from '../../src/incident/policy.ts'
import { type Compiled, compilePlaybook } from '../../src/playbook/compile.ts'
import { actions } from '../../src/runbook/actions/index.ts'
import { probes } from '../../src/runbook/probes/index.ts'

export type Edit = [from: string, to: string]

/** The customer's playbook with these words in place of those, which must be there. */
export const edited = (...edits: Edit[]): string =>
  edits.reduce(
    (source, [from, to]) => {
      if (!source.includes(from)) throw new Error(`playbook.yml does not say “${from}”`)
      return source.replace(from, to)
    },
    readFileSync(process.env.PLAYBOOK_UNDER_TEST ?? 'playbook.yml', 'utf8'),
  )

export const compile = (source: string): Compiled =>
  compilePlaybook(source, 'playbook.yml', { probes, actions })

export function policyOf(...edits: Edit[]): Policy {
  const compiled = compile(edited(...edits))
  if (!compiled.ok) throw new Error(compiled.faults.map(f => f.message).join())
  return compiled.policy
}

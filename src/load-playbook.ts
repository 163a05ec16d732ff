import { readFileSync } from 'node:fs'
import type { Playbook } from './context.ts'
import { compilePlaybook } from './playbook/compile.ts'
import { formatFaults } from './playbook/faults.ts'
import { actions } from './runbook/actions/index.ts'
import { probes } from './runbook/probes/index.ts'

/** Reads and compiles playbook.yml; throws every fault at once, each with its line. */
export function loadPlaybook(file: string): Playbook {
  const source = readFileSync(file, 'utf8')
  const compile = (text: string) => {
    const compiled = compilePlaybook(text, file, { probes, actions })
    if (!compiled.ok) throw new Error(`${file} does not fit:\n${formatFaults(compiled.faults)}`)
    return compiled.policy
  }
  return { policy: compile(source), source, compile }
}

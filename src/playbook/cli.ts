import { readFileSync } from 'node:fs'
import { actions } from '../runbook/actions/index.ts'
import { probes } from '../runbook/probes/index.ts'
import { compilePlaybook } from './compile.ts'
import { formatFaults } from './faults.ts'
import { printPolicy } from './print.ts'

const [command, file = './playbook.yml'] = process.argv.slice(2)
if (command !== 'check' && command !== 'print') {
  process.stderr.write('Usage: npm run playbook -- check|print [FILE]\n')
  process.exit(2)
}
const compiled = compilePlaybook(readFileSync(file, 'utf8'), file, { probes, actions })
if (!compiled.ok) {
  process.stdout.write(`${formatFaults(compiled.faults)}\n${compiled.faults.length} to mend.\n`)
  process.exit(1)
}
process.stdout.write(command === 'check' ? `${file} fits.\n` : printPolicy(compiled.policy))

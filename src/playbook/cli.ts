import { readFileSync } from 'node:fs'
import { actions } from '../runbook/actions/index.ts'
import { probes } from '../runbook/probes/index.ts'
import { checkPolicy } from './check.ts'
import { compilePlaybook } from './compile.ts'
import { formatFaults } from './faults.ts'
import { printPolicy } from './print.ts'

const [command, file = './playbook.yml'] = process.argv.slice(2)
if (command !== 'check' && command !== 'print') {
  process.stderr.write('Usage: npm run playbook -- check|print [FILE], or mutate [--json]\n')
  process.exit(2)
}
const compiled = compilePlaybook(readFileSync(file, 'utf8'), file, { probes, actions })
if (!compiled.ok) {
  process.stdout.write(`${formatFaults(compiled.faults)}\n${compiled.faults.length} to mend.\n`)
  process.exit(1)
}
if (command === 'print') process.stdout.write(printPolicy(compiled.policy))
else {
  const { table, holes, assumptions, needed, advice } = checkPolicy(compiled.policy)
  process.stdout.write(`${table}\n\n${holes.map(h => `⚠️ ${h}\n`).join('')}`)
  if (assumptions.length > 0)
    process.stdout.write(
      `Assumed, since the company’s document does not name it. Confirm or correct each:\n${assumptions.map(a => `  ${a}\n`).join('')}\n`,
    )
  if (needed.length > 0)
    process.stdout.write(
      `Needed in the environment of the bot (.env), each by these places of the playbook:\n${needed.map(n => `  ${n}\n`).join('')}\n`,
    )
  if (advice.length > 0) process.stdout.write(`To know:\n${advice.map(a => `  ${a}\n`).join('')}\n`)
  const count = holes.length === 1 ? '1 hole' : `${holes.length} holes`
  process.stdout.write(holes.length === 0 ? `${file} fits.\n` : `${file}: ${count} to mend.\n`)
  process.exitCode = holes.length === 0 ? 0 : 1
}

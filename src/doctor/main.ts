import { readConfig } from '../config.ts'
import { loadPlaybook } from '../load-playbook.ts'
import type { State } from './check.ts'
import { examine } from './examine.ts'

const signs: Record<State, string> = { fine: '✅', off: '⚪', look: '⚠️', wrong: '❌' }
const asJson = process.argv.includes('--json')

const read = readConfig(process.env)
if (!read.ok) end(read.faults)
let policy: ReturnType<typeof loadPlaybook>['policy']
try {
  policy = loadPlaybook(read.config.playbook).policy
} catch (error) {
  end([error instanceof Error ? error.message : String(error)])
}
const report = await examine({ config: read.config, policy, now: Date.now })
if (asJson) process.stdout.write(`${JSON.stringify(report)}\n`)
else {
  for (const f of report.findings)
    process.stdout.write(
      `${signs[f.state]} ${f.subject}: ${f.says}${f.remedy === undefined ? '' : `. ${f.remedy}`}\n`,
    )
  const count = report.findings.filter(f => f.state === 'wrong' || f.state === 'look').length
  process.stdout.write(`${count} of ${report.findings.length} need attention\n`)
}
process.exit(report.ok ? 0 : 1)

/** Without a configuration and a playbook nothing else can be checked. */
function end(faults: string[]): never {
  const findings = faults.map(says => ({
    check: 'configuration',
    subject: 'configuration',
    state: 'wrong',
    says,
  }))
  process.stdout.write(
    asJson ? `${JSON.stringify({ ok: false, findings })}\n` : `${faults.map(f => `❌ ${f}`).join('\n')}\n`,
  )
  process.exit(1)
}

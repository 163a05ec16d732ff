import { parseArgs } from 'node:util'
import { benchAck } from './ack.ts'
import { benchDeclare } from './declare.ts'
import { benchDiagnose } from './diagnose.ts'
import { benchExport } from './export.ts'
import { benchHostileText } from './hostile-text.ts'
import { benchInvestigate } from './investigate.ts'
import { benchKillActions } from './kill-actions.ts'
import { benchKillTimers } from './kill-timers.ts'
import { benchTimers } from './timers.ts'

const benches = {
  ack: benchAck,
  declare: benchDeclare,
  diagnose: benchDiagnose,
  export: benchExport,
  'hostile-text': benchHostileText,
  investigate: benchInvestigate,
  'kill-actions': benchKillActions,
  'kill-timers': benchKillTimers,
  timers: benchTimers,
}
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false } },
})
/** Without a name: those that take seconds, not minutes. */
const quick = ['ack', 'declare', 'diagnose', 'investigate', 'export', 'hostile-text']
const chosen = positionals.length === 0 ? quick : positionals
const results = []
for (const name of chosen) {
  const bench = benches[name as keyof typeof benches]
  if (bench === undefined) {
    process.stderr.write(`No benchmark ${name}; there are: ${Object.keys(benches).join(', ')}\n`)
    process.exit(2)
  }
  const found = await bench()
  results.push(...found)
  if (!values.json)
    for (const r of found)
      process.stdout.write(
        `${r.pass ? '✅' : '❌'} ${r.name}: ${r.ours} ${r.unit}, floor ${r.floor}, ratio ${r.ratio} (goal ≤ ${r.goal})\n`,
      )
}
if (values.json) process.stdout.write(`${JSON.stringify(results)}\n`)
process.exit(results.every(r => r.pass) ? 0 : 1)

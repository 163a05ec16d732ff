import { parseArgs } from 'node:util'
import { scenarios } from '../scenarios/index.ts'
import { runDrill } from './run.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, speed: { type: 'string' } },
})
const scenario = scenarios.find(s => s.name === positionals[0])
if (scenario === undefined) {
  const names = scenarios.map(s => `  ${s.name}: ${s.about}`).join('\n')
  process.stderr.write(`Usage: npm run drill -- SCENARIO [--json] [--speed 10]\n${names}\n`)
  process.exit(2)
}
process.exitCode = await runDrill(scenario, {
  json: values.json,
  speed: Number(values.speed ?? scenario.speed ?? 10),
})

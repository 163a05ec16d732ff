import { mutate } from './mutate.ts'

const json = process.argv.includes('--json')
const found = await mutate('playbook.yml', (m, isNoticed) => {
  if (!json && !isNoticed)
    process.stdout.write(`unnoticed: ${m.path}: ${JSON.stringify(m.from)} → ${JSON.stringify(m.to)}\n`)
})
process.stdout.write(
  json
    ? `${JSON.stringify(found)}\n`
    : `${found.mutants} values changed, ${found.survivors.length} unnoticed.\n`,
)
process.exit(found.survivors.length === 0 ? 0 : 1)

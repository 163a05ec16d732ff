// Counts or tells the simulated customers; PRODUCTION_URL says where they are.
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    message: { type: 'string', default: '' },
    'incident-id': { type: 'string', default: '' },
    'test-to': { type: 'string' },
    count: { type: 'boolean', default: false },
  },
})
const url = `${process.env.PRODUCTION_URL}/customers/${positionals[0]}`
const answer = await (values.count
  ? fetch(url)
  : fetch(url, { method: 'POST', body: JSON.stringify({ ...values, test: values['test-to'] ?? null }) }))
process.stdout.write(`${await answer.text()}\n`)
process.exitCode = answer.ok ? 0 : 1

// Counts or tells the simulated customers, as docs/customer-scripts.md has it; PRODUCTION_URL says where they are.
import { text } from 'node:stream/consumers'

const [task, audience] = process.argv.slice(2)
const answer = await fetch(`${process.env.PRODUCTION_URL}/customers/${audience}/${task}`, {
  method: 'POST',
  body: await text(process.stdin),
})
const { reached = [], exitCode = 0, ...report } = await answer.json()
for (const reference of reached) process.stdout.write(`${JSON.stringify({ reached: reference })}\n`)
process.stdout.write(`${JSON.stringify(report)}\n`)
process.exitCode = answer.ok ? exitCode : 1

// Switches a part of the simulated production; PRODUCTION_URL says where that is.
const [name, to] = process.argv.slice(2)
const answer = await fetch(`${process.env.PRODUCTION_URL}/switch/${name}/${to}`, { method: 'POST' })
process.stdout.write(`${name}: ${answer.ok ? to : `refused with HTTP ${answer.status}`}\n`)
process.exitCode = answer.ok ? 0 : 1

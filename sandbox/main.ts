import { runDrill } from './drill/run.ts'
import { p1ApiDown } from './scenarios/p1-api-down.ts'

// The main job in one command: the whole story, on embedded parts, told on the terminal.
process.exitCode = await runDrill(p1ApiDown, { json: false, speed: 10 })

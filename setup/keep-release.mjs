// Keeps this version, as one file, for the tests of the next: they let both work on the same Redis.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'

const folder = 'test/fixtures/releases'
// The packages stay outside: those of the tests are used.
const { output } = await build({
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: 'src/main.ts',
    write: false,
    minify: true,
    target: 'node22',
    rolldownOptions: { output: { codeSplitting: false } },
  },
})
const [{ code }] = output
mkdirSync(folder, { recursive: true })
writeFileSync(`${folder}/previous.mjs.gz`, gzipSync(code, { level: 9 }))
cpSync('playbook.yml', `${folder}/previous-playbook.yml`)
process.stdout.write(`Kept this version in ${folder}: ${code.length} characters.\n`)

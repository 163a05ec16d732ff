import { globSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

/** Tests that start neither the bot nor a server that has to be installed: `npm run test:fast`. */
const fast = [
  'test/*.test.ts',
  'test/{blocks,gallery,incident,listeners,messages,modals,page,playbook,report,runbook}/**/*.test.ts',
]
/** In the same folders, but with a real Redis, a stand-in or real waiting. */
const slowAmongThem = [
  'test/runbook/actions/cache-flush.test.ts',
  'test/runbook/run-probes.test.ts',
  'test/runbook/run-investigation.test.ts',
]

/** Every other file runs in the second project, so that a new one is never left out. */
const inFast = globSync(fast).filter(file => !slowAmongThem.includes(file))

export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 20_000,
    retry: 0,
    projects: [
      { extends: true, test: { name: 'fast', include: fast, exclude: slowAmongThem } },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts'], exclude: inFast } },
    ],
  },
})

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readCoverage } from './coverage.ts'
import { listMutants, type Mutant } from './mutants.ts'

export type Survivor = { path: string; from: unknown; to: unknown; tests: string[] }
/** Runs test files against a changed playbook; answers whether all of them passed. */
type RunTests = { passes(files: string[]): Promise<boolean>; close(): Promise<void> }

/** These read the playbook from the variable below; a scenario starts a whole service and is not run for each value. */
const readsCopy = /^test\/(playbook|incident|runbook|messages)\//

/** Each value that comes from the customer's document is changed, one at a time: a test named for it must notice. */
export async function mutate(file: string, onMutant: (m: Mutant, isNoticed: boolean) => void) {
  const rows = readCoverage(readFileSync('docs/coverage.md', 'utf8'))
  const source = readFileSync(file, 'utf8')
  const folder = mkdtempSync(join(tmpdir(), 'pitcrew-mutate-'))
  const copy = join(folder, 'playbook.yml')
  process.env.PLAYBOOK_UNDER_TEST = copy
  writeFileSync(copy, source)
  const tests = await startTests()
  const survivors: Survivor[] = []
  let mutants = 0
  // The first that fails is enough.
  const isNoticedBy = async (files: string[]): Promise<boolean> => {
    for (const f of files) if (!(await tests.passes([f]))) return true
    return false
  }
  try {
    for (const row of rows) {
      const files = [...new Set(row.tests.map(t => t.file))].filter(f => readsCopy.test(f))
      for (const m of listMutants(source, row.paths)) {
        mutants++
        writeFileSync(copy, m.source)
        const isNoticed = await isNoticedBy(files)
        onMutant(m, isNoticed)
        if (!isNoticed) survivors.push({ path: m.path, from: m.from, to: m.to, tests: files })
      }
    }
    // With the playbook as it is, everything must pass: else each mutant would count as noticed.
    writeFileSync(copy, source)
    const all = [...new Set(rows.flatMap(r => r.tests.map(t => t.file)))].filter(f => readsCopy.test(f))
    if (!(await tests.passes(all)))
      throw new Error('The tests fail with the playbook as it is: mend them first.')
  } finally {
    await tests.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { mutants, survivors }
}

/** One vitest for all of them: starting it is what takes time. */
async function startTests(): Promise<RunTests> {
  const { createVitest } = await import('vitest/node')
  const vitest = await createVitest('test', {
    watch: false,
    maxWorkers: 1,
    bail: 1,
    reporters: [{}],
    silent: true,
    env: { PLAYBOOK_UNDER_TEST: process.env.PLAYBOOK_UNDER_TEST ?? '' },
  })
  return {
    async passes(files) {
      const specifications = await vitest.globTestSpecifications(files)
      const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications, true)
      if (testModules.length === 0) throw new Error(`No test was run of ${files.join(', ')}.`)
      return unhandledErrors.length === 0 && testModules.every(m => m.ok())
    },
    close: () => vitest.close(),
  }
}

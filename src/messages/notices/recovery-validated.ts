import { actions, button, encodeMeta, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import { gateTable } from './gate.ts'
import type { Notice, Of } from './index.ts'

/** The gate's outcome where nothing else says it: what is not well, and the ways on. */
export function recoveryValidated(e: Of<'recovery.validated'>, i: Incident): Notice {
  const meta = encodeMeta({ i: i.id })
  const table = gateTable(e.data.rows)
  if (e.data.passed) {
    if (e.data.for !== 'person') return undefined
    return {
      text: safe`*Recovery is confirmed*\n${table}`,
      blocks: actions([button('open-resolve', 'Check and resolve', meta, { style: 'primary' })]),
    }
  }
  const head =
    e.data.for === 'person'
      ? safe`*Recovery is not confirmed*`
      : safe`*Not resolved*: recovery is not confirmed.`
  return {
    text: safe`${head}\n${table}`,
    blocks: actions([
      e.data.for === 'person'
        ? button('validate', 'Check again', meta, { style: 'primary' })
        : button('open-resolve', 'Check again', meta, { style: 'primary' }),
      button('open-resolve-anyway', 'Resolve anyway', meta),
    ]),
  }
}

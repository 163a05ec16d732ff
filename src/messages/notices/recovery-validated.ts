import { actions, button, encodeMeta, join, safe } from '../../blocks/index.ts'
import type { Incident } from '../../incident/state.ts'
import { findingLine } from '../diagnostics.ts'
import type { Notice, Of } from './index.ts'

/** The gate did not open: what is not well, and the two ways on. */
export function recoveryValidated(e: Of<'recovery.validated'>, i: Incident): Notice {
  if (e.data.passed) return undefined
  const bad = e.data.rows.filter(r => r.verdict !== 'healthy')
  const why =
    bad.length === 0 ? safe`The playbook names no recovery check.` : join(bad.map(findingLine), '\n')
  const meta = encodeMeta({ i: i.id })
  return {
    text: safe`*Not resolved*: recovery is not confirmed.\n${why}`,
    blocks: actions([
      button('open-resolve', 'Check again', meta, { style: 'primary' }),
      button('open-resolve-anyway', 'Resolve anyway', meta),
    ]),
  }
}

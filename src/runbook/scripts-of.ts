import { NotSent } from './ports/faults.ts'
import type { Scripts } from './ports/scripts.ts'
import type { ProductionPorts } from './probe.ts'

/** The operator's scripts; throws `NotSent` where they are off. */
export function scriptsOf(ports: ProductionPorts): Scripts {
  if (ports.scripts === undefined)
    throw new NotSent('off', 'scripts are off (SCRIPTS_DIR is not set)', { why: 'off' })
  return ports.scripts
}

import { z } from 'zod'
import { NotSent } from './ports/faults.ts'
import type { LogGroupRef, Logs } from './ports/logs.ts'
import type { ProductionPorts } from './probe.ts'

export const logShape = {
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected a region like eu-west-2'),
  group: z.string().regex(/^[\w./#-]{1,512}$/, 'expected the name of a log group'),
}
export const logTarget = (p: LogGroupRef): string => `logs/${p.region}/${p.group}`

export function logsOf(ports: ProductionPorts): Logs {
  if (ports.logs === undefined) throw new NotSent('off', 'AWS is off (AWS_REGION is not set)', { why: 'off' })
  return ports.logs
}

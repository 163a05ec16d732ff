import { z } from 'zod'
import type { ScriptRun } from './ports/scripts.ts'
import type { ProductionPorts } from './probe.ts'
import { scriptsOf } from './scripts-of.ts'
import { fillAll } from './secrets.ts'

/**
 * What a customer script reads from stdin as one JSON document (docs/customer-scripts.md). Nothing of it is an
 * argument, because every user of the machine can read the arguments that a program was started with.
 */
export type CustomerMessage = {
  incident: string
  audience: string
  /** The idempotency key: the same for every run that sends this message. */
  key: string
  /** Absent where the script has words of its own. */
  message?: string
  /** References of people who were reached under this key, and who must be left out. */
  except: string[]
  /** A test: to this number or address, and to nobody else. */
  test?: { to: string }
}

const countSchema = z.object({ recipients: z.number().int().min(0) })
export const reportSchema = z.object({
  recipients: z.number().int().min(0),
  delivered: z.number().int().min(0),
  failed: z.number().int().min(0),
})
/** A reference is the script's own name for a recipient; telephone numbers and e-mail addresses do not match it. */
const reachedSchema = z.object({
  reached: z.string().regex(/^(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/),
})

export const readCount = (output: string): number | undefined => lastOf(output, countSchema)?.recipients
export const readReport = (output: string): z.output<typeof reportSchema> | undefined =>
  lastOf(output, reportSchema)

/** The reference of a line that says that one recipient was reached. */
export function readReached(line: string): string | undefined {
  if (!line.startsWith('{')) return undefined
  return parse(line, reachedSchema)?.reached
}

export function runCustomerScript(
  ports: ProductionPorts,
  script: { path: string; digest: string; env: Record<string, string>; onLine?: (line: string) => void },
  message: CustomerMessage,
  signal: AbortSignal,
): Promise<ScriptRun> {
  const env = fillAll(script.env, ports.secrets)
  return scriptsOf(ports).run({ ...script, env, args: [], input: `${JSON.stringify(message)}\n` }, signal)
}

/** The last line that is such a document. */
function lastOf<T>(output: string, schema: z.ZodType<T>): T | undefined {
  for (const line of output.trim().split('\n').toReversed()) {
    const found = parse(line, schema)
    if (found !== undefined) return found
  }
  return undefined
}

function parse<T>(line: string, schema: z.ZodType<T>): T | undefined {
  try {
    return schema.safeParse(JSON.parse(line)).data
  } catch {
    // A line of the script's own, which is no document.
    return undefined
  }
}

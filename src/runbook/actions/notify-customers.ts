import { z } from 'zod'
import { compose, factsOf } from '../../incident/drafts.ts'
import { incidentIdPattern } from '../../incident/ids.ts'
import { NotSent } from '../ports/faults.ts'
import type { Scripts } from '../ports/scripts.ts'
import type { ProductionPorts } from '../probe.ts'
import { fillSecrets } from '../secrets.ts'
import { defineAction } from './define.ts'

const params = z.strictObject({
  path: z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'expected a script of the scripts folder'),
  audience: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected a name like active-customers'),
  /** Key of `texts`; absent where the script has words of its own. */
  text: z.string().optional(),
  env: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()).default({}),
  /** Written in when it is asked for. */
  incident: z.string().regex(incidentIdPattern).optional(),
  message: z.string().max(2000).optional(),
  withheld: z.array(z.object({ say: z.string(), why: z.string() })).default([]),
})
type Params = z.output<typeof params>
const reportSchema = z.object({
  recipients: z.number().int().min(0),
  delivered: z.number().int().min(0),
  failed: z.number().int().min(0),
})
const receipt = reportSchema.extend({ exitCode: z.number() })

/** §3.2, §5.2: customers are told by the company's own script: counted before, once an incident and audience. */
export const notifyCustomers = defineAction<
  Params,
  { digest: string; message: string },
  z.output<typeof receipt>
>({
  kind: 'notify-customers',
  title: 'Tell customers',
  params,
  before: z.object({ digest: z.string(), message: z.string() }),
  receipt,
  risk: 'irreversible',
  needs: [],
  once: true,
  late: true,
  // Thousands of messages take minutes.
  executeWithinMs: 300_000,
  target: p => `customers/${p.audience}`,
  check: () => 'the script ends well and says how many were reached',
  undoWords: () => 'not possible: what was sent is read',
  fill(p, incident, policy) {
    const { text, withheld } = compose(policy.texts[p.text ?? ''] ?? [], factsOf(incident, policy))
    return { ...p, incident: incident.id, withheld, ...(text === '' ? {} : { message: text }) }
  },
  async preview(p, { ports, signal }) {
    const { digest } = await scriptsOf(ports).inspect(p.path)
    const { exitCode, output } = await run(p, digest, ['--count'], ports, signal)
    const recipients = exitCode === 0 ? /\b(\d{1,9})\b/.exec(output)?.[1] : undefined
    if (recipients === undefined)
      return {
        refused: `${p.path} did not say how many it would reach.`,
        next: 'It must answer --count with a number.',
      }
    if (recipients === '0')
      return {
        binds: { digest, message: p.message ?? '' },
        shows: [],
        nothingToDo: 'There is nobody to tell: it would reach 0 people.',
      }
    return {
      binds: { digest, message: p.message ?? '' },
      shows: [
        { label: 'Recipients now', now: recipients },
        { label: 'They read', now: p.message ?? 'the script’s own words' },
        ...p.withheld.map(w => ({ label: 'Left out', now: `“${w.say}” (${w.why})` })),
        { label: 'File', now: `${p.path}, sha256 ${digest.slice(0, 16)}…` },
      ],
    }
  },
  async execute({ params: p, before: b }, { ports, signal }) {
    const { exitCode, output } = await run(p, b.digest, [], ports, signal)
    return { exitCode, ...readReport(output) }
  },
  async verify(_, { exitCode, recipients, delivered, failed }) {
    const words = `${delivered} of ${recipients} reached${failed === 0 ? '' : `, ${failed} failed`}`
    return exitCode === 0
      ? { state: 'done', detail: words }
      : { state: 'failed', detail: `${words}; exit code ${exitCode}` }
  },
  // Nobody but the script's own books can tell whom it has reached.
  async reconcile() {
    return {
      state: 'cannot-tell',
      detail: 'only the provider’s own list tells who was reached',
      final: true,
    }
  },
  undo: () => undefined,
})

async function run(p: Params, digest: string, more: string[], ports: ProductionPorts, signal: AbortSignal) {
  const env = Object.fromEntries(Object.entries(p.env).map(([k, v]) => [k, fillSecrets(v, ports.secrets)]))
  const args = [
    ...(p.message === undefined ? [] : ['--message', p.message]),
    '--incident-id',
    p.incident ?? '',
    ...more,
  ]
  return scriptsOf(ports).run({ path: p.path, args, digest, env }, signal)
}

/** The last line that is a report; without one nobody knows how many it were. */
function readReport(output: string): z.output<typeof reportSchema> {
  for (const line of output.trim().split('\n').toReversed())
    try {
      const parsed = reportSchema.safeParse(JSON.parse(line))
      if (parsed.success) return parsed.data
    } catch {
      // Not this one.
    }
  return { recipients: 0, delivered: 0, failed: 0 }
}

function scriptsOf(ports: ProductionPorts): Scripts {
  if (ports.scripts === undefined)
    throw new NotSent('off', 'scripts are off (SCRIPTS_DIR is not set)', { why: 'off' })
  return ports.scripts
}

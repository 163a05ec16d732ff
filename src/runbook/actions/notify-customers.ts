import { z } from 'zod'
import type { Refusal } from '../../incident/decision.ts'
import { incidentIdPattern } from '../../incident/model/ids.ts'
import { compose, factsOf } from '../../incident/outside/drafts.ts'
import type { Incident } from '../../incident/state.ts'
import {
  type CustomerMessage,
  readCount,
  readReached,
  readReport,
  reportSchema,
  runCustomerScript,
} from '../customer-script.ts'
import type { Deliveries } from '../ports/deliveries.ts'
import { Ambiguous, NotSent } from '../ports/faults.ts'
import type { ProductionPorts } from '../probe.ts'
import { scriptsOf } from '../scripts-of.ts'
import { defineAction } from './define.ts'

const mostCharacters = 2000
const script = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*$/, 'expected a script of the scripts folder')
const params = z
  .strictObject({
    /** Sends. */
    path: script,
    /**
     * Says how many would be reached, and sends nothing: it runs before anybody has approved. Playbooks and requests
     * of earlier versions lack it; they are still read, and the preview says what is missing.
     */
    count: script.optional(),
    audience: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected a name like active-customers'),
    /** Key of `texts`; absent where the script has words of its own. */
    text: z.string().optional(),
    env: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.string()).default({}),
    /** The sender remembers under the key whom it has reached, so a second run of it is safe. */
    'keeps-books': z.boolean().default(false),
    /** Written in when it is asked for. */
    incident: z.string().regex(incidentIdPattern).optional(),
    message: z.string().max(mostCharacters).optional(),
    withheld: z.array(z.object({ say: z.string(), why: z.string() })).default([]),
    /** Earlier requests of which a person has said that nothing was sent. */
    unsent: z.array(z.string()).default([]),
  })
  .refine(p => p.count !== p.path, {
    path: ['count'],
    message: 'expected another script than `path`: counting must never be able to send',
  })
type Params = z.output<typeof params>
type Before = { digest: string; message: string }
const receipt = reportSchema.extend({ exitCode: z.number() })

/** §3.2, §5.2: customers are told by the company's own script: counted before, once an incident and audience. */
export const notifyCustomers = defineAction<Params, Before, z.output<typeof receipt>>({
  kind: 'notify-customers',
  title: 'Tell customers',
  params,
  before: z.object({ digest: z.string(), message: z.string() }),
  receipt,
  risk: 'irreversible',
  needs: [],
  once: true,
  isPublic: true,
  late: true,
  // Thousands of messages take minutes.
  executeWithinMs: 300_000,
  target: p => `customers/${p.audience}`,
  check: () => 'the script ends well and says how many were reached',
  undoWords: () => 'not possible: what was sent is read',
  fill(p, incident, policy) {
    const { text, withheld } = compose(policy.texts[p.text ?? ''] ?? [], factsOf(incident, policy))
    const unsent = listUnsent(incident, p.audience)
    return { ...p, incident: incident.id, withheld, unsent, ...(text === '' ? {} : { message: text }) }
  },
  async preview(p, { ports, signal }) {
    if (p.count === undefined)
      return {
        refused: `The playbook names no script that counts the recipients, and ${p.path} is never started for that.`,
        next: 'Add `count` to this action in playbook.yml; docs/customer-scripts.md describes the script.',
      }
    const untrue = refuseUntrue(p)
    if (untrue !== undefined) return untrue
    const { reached, uncertain } = await deliveriesOf(ports).read(keyOf(p))
    const open = uncertain.filter(request => !p.unsent.includes(request))
    if (open.length > 0 && !p['keeps-books'])
      return {
        refused: `Pitcrew does not know whom an earlier run of ${p.path} has reached. Another run could tell people twice.`,
        next: 'Look up at your SMS or e-mail provider who was reached, and send to the others by hand.',
      }
    const { digest } = await scriptsOf(ports).inspect(p.path)
    const counter = { path: p.count, env: p.env, ...(await scriptsOf(ports).inspect(p.count)) }
    const { exitCode, output } = await runCustomerScript(ports, counter, messageOf(p, reached), signal)
    const recipients = exitCode === 0 ? readCount(output) : undefined
    if (recipients === undefined)
      return {
        refused: `${p.count} did not say how many would be reached${exitCode === 0 ? '' : ` (exit code ${exitCode})`}.`,
        next: 'It must print a line such as {"recipients":37} and end with exit code 0.',
      }
    const binds = { digest, message: p.message ?? '' }
    const before = reached.length === 0 ? '' : ` (${reached.length} were reached before and are left out)`
    if (recipients === 0)
      return { binds, shows: [], nothingToDo: `There is nobody to tell: it would reach 0 people${before}.` }
    const edits = { param: 'message', label: 'What customers read', most: mostCharacters }
    return {
      binds,
      brief: recipients === 1 ? '1 recipient' : `${recipients} recipients`,
      ...(p.message === undefined ? {} : { edits: { ...edits, value: p.message } }),
      shows: [
        { label: 'Recipients now', now: `${recipients}${before}` },
        { label: 'They read', now: p.message ?? 'the script’s own words' },
        ...p.withheld.map(w => ({ label: 'Left out', now: `“${w.say}” (${w.why})` })),
        { label: 'File', now: `${p.path}, sha256 ${digest.slice(0, 16)}…` },
      ],
    }
  },
  async execute({ params: p, before: b, request }, { ports, signal }) {
    const key = keyOf(p)
    const deliveries = deliveriesOf(ports)
    const { reached } = await deliveries.read(key)
    // From here on a run that is lost is known as one that may have reached people.
    await deliveries.begin(key, request)
    const record = recorder(deliveries, key)
    try {
      const sender = { path: p.path, digest: b.digest, env: p.env, onLine: record.line }
      const { exitCode, output } = await runCustomerScript(ports, sender, messageOf(p, reached), signal)
      const named = await record.finish()
      const report = readReport(output)
      const isAccounted = report !== undefined && named >= report.delivered
      // A run that failed and did not name everybody it had reached is settled by a person, before anybody asks again.
      if (report === undefined || (exitCode !== 0 && !isAccounted))
        throw new Ambiguous(`${p.path} ended with exit code ${exitCode} and did not say whom it had reached`)
      if (isAccounted) await deliveries.account(key, request)
      return { exitCode, ...report }
    } catch (error) {
      await record.finish()
      // The script was not started, so it reached nobody.
      if (error instanceof NotSent) await deliveries.account(key, request)
      throw error
    }
  },
  async verify(_, { exitCode, recipients, delivered, failed }) {
    const words = `${delivered} of ${recipients} reached${failed === 0 ? '' : `, ${failed} failed`}`
    return exitCode === 0
      ? { state: 'done', detail: words }
      : {
          state: 'failed',
          detail: `${words}; exit code ${exitCode}. Asking again leaves out those who were reached.`,
        }
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

/** Words that people wrote in: none that are known not to be so, and no gap that the playbook would have filled. */
function refuseUntrue(p: Params): Refusal | undefined {
  const text = (p.message ?? '').toLowerCase()
  const said = p.withheld.find(w => text.includes(w.say.toLowerCase()))
  if (said !== undefined)
    return { refused: `The text says “${said.say}”, and ${said.why}.`, next: 'Leave that sentence out.' }
  if (/\{\{.*?\}\}/s.test(text))
    return {
      refused: 'The text has a gap that nobody filled in.',
      next: 'Write what belongs there, or leave it out.',
    }
  return undefined
}

/** The incident and the audience: a text that changed meanwhile makes no second message of it. */
const keyOf = (p: Params): string => `${p.incident ?? ''}:${p.audience}`

const messageOf = (p: Params, except: string[]): CustomerMessage => ({
  incident: p.incident ?? '',
  audience: p.audience,
  key: keyOf(p),
  except,
  ...(p.message === undefined ? {} : { message: p.message }),
})

function listUnsent(incident: Incident, audience: string): string[] {
  return Object.values(incident.requests)
    .filter(r => r.target === `customers/${audience}` && r.settled?.happened === false)
    .map(r => r.id)
}

/** Records whom the script has reached as it says so, a batch after the other. */
function recorder(deliveries: Deliveries, key: string) {
  let waiting: string[] = []
  /** A script may print one reference twice; it counts once. */
  const named = new Set<string>()
  let writing = Promise.resolve()
  const flush = () => {
    writing = writing.then(async () => {
      const batch = waiting
      waiting = []
      await deliveries.add(key, batch).then(
        () => batch.forEach(reference => void named.add(reference)),
        // While Redis is away nothing is recorded. The number of recorded people then stays below the script's report,
        // which leaves the request uncertain.
        () => {},
      )
    })
  }
  return {
    line(line: string) {
      const reference = readReached(line)
      if (reference === undefined) return
      waiting.push(reference)
      if (waiting.length === 1) flush()
    },
    /** How many different people were recorded. */
    async finish(): Promise<number> {
      flush()
      await writing
      return named.size
    },
  }
}

function deliveriesOf(ports: ProductionPorts): Deliveries {
  if (ports.deliveries === undefined)
    throw new NotSent('off', 'nothing records whom a message has reached', { why: 'off' })
  return ports.deliveries
}

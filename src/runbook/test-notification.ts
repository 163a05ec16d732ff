import { type Refusal, refuse } from '../incident/decision.ts'
import { compose, factsOf } from '../incident/outside/drafts.ts'
import type { Person, Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'
import { runCustomerScript } from './customer-script.ts'
import type { ProductionPorts } from './probe.ts'

type Plan = { path: string; text?: string; audience: string; env?: Record<string, string> }

/** The customers' message to one person of the playbook: a test needs nobody's approval. */
export async function testNotification(
  ports: ProductionPorts,
  policy: Policy,
  i: Incident,
  audience: string,
  person: Person | undefined,
): Promise<{ to: string; message: string } | Refusal> {
  const steps = policy.checklists[policy.customers[audience]?.checklist ?? '']?.steps ?? []
  const action = steps.map(s => policy.actions[s]).find(a => a?.kind === 'notify-customers')
  if (action === undefined)
    return refuse(`The playbook does not say how to tell customers by ${audience}.`, 'See playbook.yml.')
  const plan = action.params as unknown as Plan
  const to = person?.phone ?? person?.email
  if (to === undefined)
    return refuse(
      'The playbook has no phone or e-mail of yours to send a test to.',
      'Ask for it to be added.',
    )
  if (ports.scripts === undefined) return refuse('Scripts are off (SCRIPTS_DIR is not set).', 'Set it.')
  const { text } = compose(policy.texts[plan.text ?? ''] ?? [], factsOf(i, policy))
  const { digest } = await ports.scripts.inspect(plan.path)
  const { exitCode } = await runCustomerScript(
    ports,
    { path: plan.path, digest, env: plan.env ?? {} },
    {
      incident: i.id,
      audience,
      // A key of its own: a test must not count as the message itself.
      key: `${i.id}:${audience}:test`,
      except: [],
      test: { to },
      ...(text === '' ? {} : { message: text }),
    },
    AbortSignal.timeout(60_000),
  )
  if (exitCode !== 0) return refuse(`The test ended with exit code ${exitCode}.`, 'Try the script by hand.')
  return { to, message: text === '' ? 'the script’s own words' : text }
}

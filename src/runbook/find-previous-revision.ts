import type { Containers, PastDeployment, Revision, ServiceRef, ServiceState } from './ports/containers.ts'
import { NotSent } from './ports/faults.ts'

/** `image`, `registeredAt` (ms): of the revision. `ended`: how its last deployment ended, where AWS tells. */
export type RevisionChoice = { taskDefinition: string; image: string; registeredAt?: number; ended?: string }
/** The revision to go back to, or those among which people choose. */
export type Previous = { to: string } | { choices: RevisionChoice[] }

const mostChoices = 10
/** Words for how a deployment ended. */
const endings: Record<string, string> = {
  SUCCESSFUL: 'was deployed',
  STOPPED: 'its deployment was stopped',
  ROLLBACK_SUCCESSFUL: 'failed: AWS rolled it back',
  ROLLBACK_FAILED: 'failed, and AWS could not roll it back',
}

type Wanted = {
  containers: Containers
  ref: ServiceRef
  service: ServiceState
  bad: string[]
  signal: AbortSignal
}

/**
 * The revision that ran before the present one: the one that AWS is replacing, or else the last that was deployed
 * successfully. One that is known to be bad, or was deregistered, is never taken. Where none is known, people choose.
 */
export async function findPreviousRevision(wanted: Wanted): Promise<Previous> {
  const { service, bad } = wanted
  const past = await listPast(wanted)
  const failed = past.filter(d => d.status.startsWith('ROLLBACK')).map(d => d.taskDefinition)
  const isFit = (td: string) => td !== '' && td !== service.taskDefinition && !bad.includes(td)
  const replaced = service.deployments.filter(d => d.status === 'ACTIVE').map(d => d.taskDefinition)
  const succeeded = past.filter(d => d.status === 'SUCCESSFUL').map(d => d.taskDefinition)
  const candidates = new Set([...replaced.filter(td => !failed.includes(td)), ...succeeded].filter(isFit))
  for (const to of candidates) if ((await describe(wanted, to))?.isActive === true) return { to }
  return { choices: await listChoices(wanted, past, isFit) }
}

/** Where AWS does not tell of past deployments, what runs now is all that is known. */
async function listPast({ containers, ref, signal }: Wanted): Promise<PastDeployment[]> {
  try {
    return await containers.listDeployments(ref, signal)
  } catch (error) {
    if (error instanceof NotSent) return []
    throw error
  }
}

async function listChoices(
  wanted: Wanted,
  past: PastDeployment[],
  isFit: (td: string) => boolean,
): Promise<RevisionChoice[]> {
  const { containers, ref, service, signal } = wanted
  const all = await containers.listRevisions(ref, service.taskDefinition, signal)
  const some = all.filter(isFit).slice(0, mostChoices)
  return Promise.all(
    some.map(async taskDefinition => {
      const { image = 'unknown', registeredAt } = (await describe(wanted, taskDefinition)) ?? {}
      const ended = past.find(d => d.taskDefinition === taskDefinition)?.status
      return {
        taskDefinition,
        image,
        ...(registeredAt === undefined ? {} : { registeredAt }),
        ...(ended === undefined ? {} : { ended: endings[ended] ?? ended }),
      }
    }),
  )
}

/** Undefined where AWS does not know it any more. */
async function describe({ containers, ref, signal }: Wanted, td: string): Promise<Revision | undefined> {
  try {
    return await containers.describeRevision(ref, td, signal)
  } catch (error) {
    if (error instanceof NotSent && error.why === 'fault') return undefined
    throw error
  }
}

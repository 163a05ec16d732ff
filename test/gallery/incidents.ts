import type { FindingRow } from '../../src/incident/events.ts'
import type { ActionRequest, Incident, RequestStatus } from '../../src/incident/state.ts'

const at = Date.UTC(2025, 0, 20, 14, 32)
const minute = 60_000

export const findings: FindingRow[] = [
  finding('api-health', 'api.tyrehero.com/health', 'unhealthy', 'HTTP 503 in 84 ms'),
  finding('ecs-london', 'ECS emergency-api (London)', 'unhealthy', '1 of 4 tasks running'),
  finding('customers', 'Customers affected', 'unknown', 'no answer within 3 s'),
  finding('database', 'Database', 'healthy', 'answers (PostgreSQL 18)'),
]

function finding(key: string, title: string, verdict: FindingRow['verdict'], detail: string): FindingRow {
  return { key, title, verdict, detail, tookMs: 84, evidence: {} }
}

/** A P1 of ten minutes, acknowledged, with facts. */
export function incident(over: Partial<Incident> = {}): Incident {
  return {
    stateVersion: 1,
    id: 'INC-20250120-143200',
    version: 40,
    lastAt: at + 10 * minute,
    head: 'ab'.repeat(32),
    title: 'API down',
    severity: 'P1',
    gravest: 'P1',
    unsure: false,
    visibility: 'public',
    mode: 'live',
    playbook: 'cd'.repeat(32),
    origin: { channel: 'C00000001' },
    wants: 'new',
    channelName: 'inc-20250120-143200-api-down',
    channel: { id: 'C00000001', name: 'inc-20250120-143200-api-down' },
    emergencyChannel: 'emergency-incidents',
    warRoom: 'https://meet.example.com/war-room',
    invite: ['U0MAYA', 'U0LEE'],
    onCall: ['U0MAYA', 'U0LEE'],
    declaredBy: 'U0TOM',
    declaredAt: at,
    respondWithinMs: 5 * minute,
    acknowledged: { by: 'U0MAYA', at: at + 2 * minute },
    status: 'investigating',
    triage: { what: 'nobody can call', where: 'London', customersAffected: 240 },
    canCall: 'no',
    roles: { commander: 'U0MAYA', communications: 'U0ANA' },
    updateEveryMs: 15 * minute,
    update: { text: 'About 240 customers cannot call. Restart under way.', at: at + 6 * minute, by: 'U0ANA' },
    diagnostics: { run: 'r1', running: false, findings, tookMs: 900, at: at + minute },
    markers: { 'first-alert': at } as Incident['markers'],
    requests: {},
    items: {},
    actionItems: {},
    clock: { from: at, epoch: 0 },
    escalations: {},
    holds: {},
    warned: {},
    cadence: { nudges: 0, posts: [] },
    surfaces: {},
    pending: {},
    reports: 0,
    ...over,
  }
}

export function request(status: RequestStatus, over: Partial<ActionRequest> = {}): ActionRequest {
  return {
    id: 'r-1',
    batch: 'b-1',
    step: 1,
    kind: 'ecs-scale-service',
    target: 'ecs/eu-west-1/tyrehero-production-secondary/tyrehero-emergency-api',
    action: 'scale-secondary-region',
    title: 'Scale up the second region',
    params: {},
    hash: 'ef'.repeat(32),
    wait: false,
    onFailure: 'continue',
    needs: { count: 1, roles: ['sre-oncall'], people: ['U0LEE', 'U0OMAR'] },
    shows: [{ label: 'Tasks', now: '2 wanted, 2 running', after: '6 (limit 12)' }],
    undo: 'back to 2',
    check: '6 of 6 tasks run',
    risk: 'high',
    by: 'U0MAYA',
    at: at + 3 * minute,
    expiresAt: at + 13 * minute,
    verifyWithinMs: 10 * minute,
    validMs: 15 * minute,
    status,
    approvals:
      status === 'requested'
        ? []
        : [{ by: 'U0LEE', at: at + 4 * minute, breakGlass: false, hash: 'ef'.repeat(32) }],
    looks: 2,
    ...(status === 'accepted' ? { progress: '4 of 6 running', done: 0.66 } : {}),
    ...(status === 'failed'
      ? { detail: 'the new tasks stop again', next: 'Look at the stopped tasks.' }
      : {}),
    ...(status === 'succeeded' ? { detail: '6 of 6 tasks run', endedAt: at + 6 * minute } : {}),
    ...(status === 'unknown' ? { progress: 'AWS did not answer' } : {}),
    ...(status === 'voided' ? { detail: 'production changed since it was approved' } : {}),
    ...(status === 'rejected' ? { detail: 'the database is the cause' } : {}),
    ...over,
  }
}

export const withRequest = (status: RequestStatus, over: Partial<ActionRequest> = {}): Incident =>
  incident({ requests: { 'r-1': request(status, over) } })

/** Everything as long and as foreign as people and vendors can make it. */
export function hostileIncident(): Incident {
  const long = '<!channel> *x* `y` & <@U0MAYA> '.repeat(200)
  const requests = Object.fromEntries(
    Array.from({ length: 12 }, (_, n) => [
      `r-${n}`,
      request(n % 2 === 0 ? 'requested' : 'succeeded', {
        id: `r-${n}`,
        step: n,
        title: long.slice(0, 300),
        target: long.slice(0, 300),
        detail: long,
        shows: Array.from({ length: 8 }, () => ({
          label: 'Now',
          now: long.slice(0, 700),
          after: long.slice(0, 700),
        })),
      }),
    ]),
  )
  return incident({
    title: long.slice(0, 200),
    status: 'identified',
    update: { text: long, at, by: 'U0ANA' },
    diagnostics: {
      run: 'r1',
      running: false,
      tookMs: 60_000,
      at,
      findings: Array.from({ length: 40 }, (_, n) => finding(`p${n}`, long.slice(0, 150), 'unhealthy', long)),
    },
    requests,
  })
}

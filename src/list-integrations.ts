import type { Config } from './config.ts'
import type { IntegrationState, Runbook } from './runbook/runbook.ts'
import type { Vitals } from './runbook/vitals.ts'
import { version } from './version.ts'

/** Parts that report their own faults, by the names that `/incident status` gives them. */
export const reported = { people: 'people', playbook: 'playbook' } as const

type Parts = {
  config: Config
  vitals: Vitals
  store: Runbook['store']
  /** How many logs the last audit could not read. */
  unreadable: number
  /** Names of values that the playbook takes from the environment, which lacks them. */
  missing: string[]
  directory: object
  pager: object | undefined
  statusPage: object | undefined
  archivist: object | undefined
}

/** Everything that `/incident status` says of Pitcrew's own parts. */
export const listIntegrations = async (p: Parts): Promise<IntegrationState[]> => [
  ...listParts(p.config, await p.vitals.read()),
  ...listUnreadable(p.unreadable),
  ...listMissingValues(p.missing),
  await findPeople(p),
  ...(await foreignPlaybooks(p.store)),
  await outside(p.store, 'PagerDuty', p.pager, 'PAGERDUTY_ROUTING_KEY'),
  await outside(p.store, 'status page', p.statusPage, 'STATUSPAGE_TOKEN and STATUSPAGE_PAGE_ID'),
  await outside(p.store, 'archive', p.archivist, 'ARCHIVE_DATABASE_URL'),
]

/** Present ones are on; absent ones say what would turn them on. */
function listParts(config: Config, vitals: IntegrationState[]): IntegrationState[] {
  const part = (name: string, value: unknown, variable: string): IntegrationState =>
    value === undefined
      ? { name, state: 'off', detail: `set ${variable}` }
      : { name, state: 'on', detail: '' }
  return [
    { name: 'Pitcrew', state: 'on', detail: version },
    ...vitals,
    part('AWS', config.awsRegion, 'AWS_REGION'),
    part('database', config.databaseUrl, 'DATABASE_URL'),
    part('ending queries', config.databaseAdminUrl, 'DATABASE_ADMIN_URL'),
    part('cache', config.cacheUrl, 'CACHE_URL'),
    part('Kubernetes', config.kubeconfig, 'KUBECONFIG'),
    part('scripts', config.scripts, 'SCRIPTS_DIR'),
  ]
}

/** Whom this replica cannot look up keeps Pitcrew from its job; what another one reports is shown as well. */
async function findPeople({ vitals, store, directory }: Parts): Promise<IntegrationState> {
  const state = await outside(store, reported.people, directory, '')
  const fault = vitals.people()
  return fault === undefined ? state : { ...state, state: 'failing', detail: fault, vital: true }
}

/** Shown only where there is something to do. */
const listUnreadable = (count: number): IntegrationState[] =>
  count === 0
    ? []
    : [
        {
          name: 'logs of incidents',
          state: 'failing',
          detail: `${count} cannot be read; Pitcrew’s log names them`,
        },
      ]

const listMissingValues = (names: string[]): IntegrationState[] =>
  names.length === 0
    ? []
    : [
        {
          name: 'values of the playbook',
          state: 'failing',
          detail: `the environment has no ${names.join(', ')}`,
        },
      ]

/** Shown only where one cannot be read. */
async function foreignPlaybooks(store: Runbook['store']): Promise<IntegrationState[]> {
  const fault = await store.kept(faultKey(reported.playbook))
  return fault === undefined ? [] : [{ name: reported.playbook, state: 'failing', detail: fault }]
}

export const faultKey = (name: string) => `fault:${name}`
export const faultKeptMs = 3_600_000

/** A vendor whose last call failed is failing, in its own words. */
async function outside(
  store: Runbook['store'],
  name: string,
  part: object | undefined,
  variables: string,
): Promise<IntegrationState> {
  if (part === undefined) return { name, state: 'off', detail: `set ${variables}` }
  const fault = await store.kept(faultKey(name))
  return fault === undefined ? { name, state: 'on', detail: '' } : { name, state: 'failing', detail: fault }
}

import type { World } from './world.ts'

/** A way in which production can break, its cause and what cures it. */
export type Breakage = {
  name: string
  title: string
  about: string
  cure: string
  /** What happens at once when it is switched on, and off. */
  starts?(world: World): void
  ends?(world: World): void
  /** Whether it still hurts, given since when it is there. */
  hurts(world: World, since: number): boolean
}

/** Every fault that can be switched on; the page and the drills know them by name. */
export const breakages = [
  {
    name: 'api-down',
    title: 'Emergency API hangs',
    about: 'Every task that runs now stops answering; only tasks started later are well.',
    cure: 'a restart (new deployment)',
    hurts: (world, since) => !world.isMainRegionNewerThan(since),
  },
  {
    name: 'overload',
    title: 'Three times the callers',
    about: 'The queue grows until 12 tasks run in the main region.',
    cure: 'scaling the main region to 12',
    hurts: world => world.london.running() < 12,
  },
  {
    name: 'bad-deploy',
    title: 'A bad version is shipped',
    about: 'Revision 42 starts, and answers every call with an error.',
    cure: 'rolling back to the revision before',
    starts: world => world.london.ship(true),
    ends: world => world.london.redeploy(41),
    hurts: world => world.london.runsBadRevision(),
  },
  {
    name: 'slow-queries',
    title: 'Reports block the database',
    about: 'Three report jobs run queries that never end, and the API waits for them.',
    cure: 'ending those queries',
    starts: world => world.slowQueries?.start(),
    ends: world => void world.slowQueries?.end(),
    hurts: world => world.slowQueries?.isRunning() === true,
  },
  {
    name: 'database-down',
    title: 'Database unreachable',
    about: 'Connections to the production database are refused.',
    cure: 'curing it here',
    hurts: () => true,
  },
  {
    name: 'sign-in-down',
    title: 'Nobody can sign in',
    about: 'The identity provider refuses every token; calls for help come in and are served.',
    cure: 'curing it here',
    hurts: () => true,
  },
  {
    name: 'cache-down',
    title: 'Cache unreachable',
    about: 'Connections to the production cache are refused.',
    cure: 'curing it here',
    hurts: () => true,
  },
] as const satisfies Breakage[]

export type FaultName = (typeof breakages)[number]['name']

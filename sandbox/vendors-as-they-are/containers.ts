import { until } from '../drill/eyes.ts'
import { askAndApprove, change, declare, outcome, type Part, type Play, patienceMs, preview } from './play.ts'

const cluster = 'tyrehero-production'

/** ECS and Kubernetes, as they deploy, scale, give up and refuse. */
export const containers: Part = {
  name: 'ECS and Kubernetes',
  async play(p) {
    const channel = await declare(p, 'P2', 'containers')
    // One that cannot be played must not keep the others from being played.
    for (const part of [rollbacks, circuitBreaker, scaling, refusals, denials])
      await part(p, channel).catch((error: unknown) =>
        p.add(
          `${part.name} can be played to its end`,
          false,
          error instanceof Error ? error.message : String(error),
        ),
      )
  },
}

const serviceOf = ({ stage }: Play, name: string) => {
  const found = stage.production.world.find('eu-west-2', cluster, name)
  if (found === undefined) throw new Error(`no service ${name}`)
  return found
}
const steady = (p: Play, name: string) =>
  until(`${name} to be steady`, () => serviceOf(p, name).deployments().length === 1, patienceMs)

async function rollbacks(p: Play, channel: string): Promise<void> {
  const { stage, maya, add } = p
  const service = serviceOf(p, 'svc-rollback')
  service.ship(true)
  await steady(p, 'svc-rollback')
  await change(p, channel, '/incident fix lost-rollback')
  await outcome(p, channel, 'Roll svc-rollback back', /✅ \d+ of/)
  service.redeploy(42)
  await steady(p, 'svc-rollback')
  service.ship(true)
  await steady(p, 'svc-rollback')
  const back = await preview(p, channel, '/incident fix lost-rollback')
  maya.close()
  add(
    'A12: 42 was bad, 41 ran, 43 is bad: 41 is offered',
    /:43 → \*[^*]*:41\*/.test(back.text),
    back.text.split('\n')[2] ?? '',
  )
  // Registered by a build, and deployed by nobody.
  const last = service.revisions.at(-1)
  if (last !== undefined) service.revisions.push({ ...last, number: 44 })
  const over = await preview(p, channel, '/incident fix lost-rollback')
  maya.close()
  add(
    'A12: a revision that was registered and never ran is passed over',
    /:43 → \*[^*]*:41\*/.test(over.text),
    over.text.split('\n')[2] ?? '',
  )
  stage.production.aws.plan('ListServiceDeployments', 'denied')
  const choose = await preview(p, channel, '/incident fix lost-rollback')
  const [field = ''] = choose.fields
  maya.fill({ [field]: 'tyrehero-emergency:40 · emergency-api:v40' })
  const read = await askAndApprove(p)
  add(
    'A12: where AWS does not say what ran, people choose, and the approver reads what',
    /:43 → \*[^*]*:40\*/.test(read),
    field,
  )
  await outcome(p, channel, 'Roll svc-rollback back', /✅ \d+ of/)
}

async function circuitBreaker(p: Play, channel: string): Promise<void> {
  const service = serviceOf(p, 'svc-restart')
  service.holdUp('no container instance met all of its requirements.')
  await change(p, channel, '/incident fix lost-restart')
  await until('the new deployment', () => service.deployments().length === 2, patienceMs)
  service.holdUp(undefined)
  service.rollBack('tasks failed to start.')
  const text = await outcome(p, channel, 'Restart svc-restart', /❌/)
  p.add(
    'A13: a deployment that AWS rolled back is said to be so, with its reason',
    /AWS rolled the new deployment back.*tasks failed to start/s.test(text),
    text.split('\n').at(-1) ?? '',
  )
}

async function scaling(p: Play, channel: string): Promise<void> {
  const { ireland } = p.stage.production.world
  ireland.scale(2)
  ireland.holdUp('no container instance met all of its requirements.')
  await change(p, channel, '/incident fix lost-scale')
  const stuck = await outcome(p, channel, 'Scale up the second region', /unable to place a task/)
  p.add(
    'A14: why AWS cannot start tasks is said while it waits',
    /AWS: was unable to place a task/.test(stuck),
    stuck.split('\n').at(-1) ?? '',
  )
  ireland.holdUp(undefined)
  ireland.scale(9)
  const more = await outcome(p, channel, 'Scale up the second region', /✅ \d|❌/)
  p.add(
    'A14: more than “at least”, by auto scaling, is done',
    /✅ \d tasks running, at least 6 were wanted/.test(more),
    more.split('\n').at(-1) ?? '',
  )
}

async function refusals(p: Play, channel: string): Promise<void> {
  const { maya, add, stage } = p
  const { ireland, pooler } = stage.production.world
  ireland.kind.scheduling = 'DAEMON'
  ireland.scale(2)
  const daemon = await preview(p, channel, '/incident fix lost-scale')
  maya.close()
  add(
    'A14: a DAEMON service is refused before anybody approves',
    daemon.submit === undefined && /one task on each instance \(DAEMON\)/.test(daemon.text),
    daemon.text,
  )
  ireland.kind.scheduling = 'REPLICA'
  const service = serviceOf(p, 'svc-restart')
  service.kind.controller = 'CODE_DEPLOY'
  const external = await preview(p, channel, '/incident fix lost-restart')
  maya.close()
  add(
    'A service of CodeDeploy is refused before anybody approves',
    external.submit === undefined && /deployed by AWS CodeDeploy/.test(external.text),
    external.text,
  )
  service.kind.controller = 'ECS'
  pooler.pause(true)
  const paused = await preview(p, channel, '/incident fix lost-pooler')
  maya.close()
  add(
    'A17: a paused deployment of Kubernetes is refused before anybody approves',
    paused.submit === undefined && /is paused/.test(paused.text),
    paused.text,
  )
  pooler.pause(false)
}

async function denials(p: Play, channel: string): Promise<void> {
  p.stage.production.aws.plan('UpdateService', 'pass-role', 1)
  await change(p, channel, '/incident fix lost-rollback')
  const text = await outcome(p, channel, 'Roll svc-rollback back', /❌/)
  p.add(
    'E4: a missing iam:PassRole is called by its name',
    /lacks iam:PassRole/.test(text),
    text.split('\n').at(-1) ?? '',
  )
}

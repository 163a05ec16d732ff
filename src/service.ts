import type { Config } from './config.ts'
import { createContext, type Overrides, type Playbook } from './context.ts'
import { createEveryMinute } from './integrations/cron.ts'
import { checkSafety } from './integrations/redis/check-safety.ts'
import { connectStore } from './integrations/redis/client.ts'
import { registerListeners } from './listeners/index.ts'
import { countRunning } from './listeners/listen.ts'
import type { PinoLog } from './log.ts'
import { adviseOnPager } from './playbook/advise-on-pager.ts'
import { effects } from './runbook/effects/index.ts'
import { auditAgenda } from './runbook/engine/audit.ts'
import { deliver } from './runbook/engine/deliver.ts'
import { createWaker } from './runbook/engine/wake.ts'
import { learnChannels } from './runbook/learn-channels.ts'
import { learnPeople } from './runbook/learn-people.ts'
import { createLookUp } from './runbook/look-up.ts'
import { listMissing } from './runbook/missing-values.ts'

/** The whole bot. `start` and `stop` mirror each other; a failed start stops what it had started. */
export function createService(config: Config, playbook: Playbook, log: PinoLog, overrides: Overrides = {}) {
  const context = createContext(config, playbook, log, overrides)
  const { runbook, redis, slackApp, home } = context
  const waker = createWaker(runbook.store, runbook.engine, createLookUp(runbook.directory, log), log)
  const audit = (options = {}) =>
    auditAgenda(runbook, options).then(
      () => {},
      error => log.warn({ err: error }, 'the agenda could not be audited; it is tried again in a minute'),
    )
  const archive = async () => context.archivist?.run()
  const everyMinute = createEveryMinute(async () => {
    await audit({ gently: true })
    // Not waited for: a slow archive would keep the next audit from its minute.
    void archive()
  })
  registerListeners(slackApp.app, runbook)
  let working = 0
  async function count(work: () => Promise<void>) {
    working++
    try {
      await work()
    } finally {
      working--
    }
  }
  async function redraw(incident: string) {
    const { state, now } = await runbook.store.load(incident)
    if (state !== undefined) await runbook.engine.enqueueOwed(state, now, 'render-surface')
  }

  async function start() {
    try {
      await connectStore(redis)
      const { refusals, warnings } = await checkSafety(redis)
      for (const warning of warnings) log.warn({}, warning)
      if (refusals.length > 0) throw new Error(refusals.join('\n'))
      await context.policies.publish()
      Object.assign(home, await context.checkTokens())
      await runbook.delivery.start(
        job => count(() => deliver(runbook, effects, job)),
        ({ incident, name }) => {
          // A message that changed while it was being drawn is drawn again now, not in two seconds.
          if (name === 'render-surface')
            void count(() => redraw(incident)).catch(error =>
              log.warn({ err: error }, 'a redraw waits for the agenda'),
            )
        },
      )
      context.firstTries.start(runbook, effects)
      await audit()
      redis.on('ready', () => audit())
      await everyMinute.start()
      waker.start()
      context.vitals.start()
      await slackApp.start()
      await context.metricsDoor?.start()
      const advice = config.pagerduty === undefined ? [] : adviseOnPager(playbook.policy)
      for (const line of advice) log.info({}, line)
      for (const name of listMissing(playbook.policy, runbook.production.secrets))
        log.warn(
          { name },
          `The environment has no ${name}, which the playbook needs: see npm run playbook -- check`,
        )
      void learnChannels(runbook, playbook.policy)
      void learnPeople(runbook, playbook.policy)
      for (const part of await runbook.integrations())
        log.info({ part: part.name, detail: part.detail }, `${part.name} is ${part.state}`)
      void archive()
    } catch (error) {
      await stop().catch(() => {})
      throw error
    }
  }

  async function stop() {
    await context.metricsDoor?.stop()
    await slackApp.stop()
    context.vitals.stop()
    await waker.stop()
    await context.firstTries.stop()
    await everyMinute.stop()
    await context.archivist?.stop()
    await runbook.delivery.stop()
    for (const client of context.waiting) client.disconnect()
    redis.disconnect()
    context.stopAws()
    context.stopMetrics()
  }

  return {
    start,
    stop,
    runbook,
    /** The port of its own addresses, where it has one. */
    port: slackApp.port,
    /** The port of /metrics, where it has one of its own. */
    metricsPort: () => context.metricsDoor?.port(),
    audit,
    /** Copies to the archive what it does not have, where there is one. */
    archive,
    /** Nothing in hand: no gesture, no command, no effect being carried out. */
    isQuiet: () =>
      [countRunning(), runbook.engine.busy, waker.busy, context.firstTries.busy, working].every(n => n === 0),
  }
}
export type Service = ReturnType<typeof createService>

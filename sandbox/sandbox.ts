import { setStage } from './drill/stage.ts'
import { buildPage } from './page/server/build.ts'
import { drawGallery } from './page/server/gallery.ts'
import { startPage } from './page/server/index.ts'
import { tour } from './tour.ts'

type Options = {
  /** 0 takes any free port; so does a port that is taken. */
  port?: number
  /** How much faster than in production the playbook's clocks run. */
  speed?: number
  taskStartMs?: number
  say?: (line: string) => void
}
const taskStartMs = 20_000

/** Slack, production, two replicas of the bot, and the page over all of them. */
export async function startSandbox(options: Options = {}) {
  const say = options.say ?? (() => undefined)
  const [assets, stage] = await Promise.all([
    buildPage(),
    setStage(options.speed ?? 1, say, options.taskStartMs ?? taskStartMs),
  ])
  const parts = { slack: stage.slack, production: stage.production, manifest: stage.manifest, assets }
  const page = await startPage({
    ...parts,
    tour,
    first: 'U0MAYA',
    port: options.port ?? 0,
    gallery: drawGallery,
  })
  return {
    ...stage,
    url: page.url,
    async stop() {
      await page.stop()
      await stage.stop()
    },
  }
}

import { seesText, until } from '../drill/eyes.ts'
import { declare, type Part, patienceMs } from './play.ts'

/** CloudWatch Logs in a flood, with a page that is refused, and an export of the whole incident. */
export const logs: Part = {
  name: 'CloudWatch Logs',
  async play(p) {
    const { stage, maya, add } = p
    const { world, aws } = stage.production
    const from = Date.now()
    const channel = await declare(p, 'P1', 'floods')
    for (let n = 0; n < 120_000; n++)
      world.logs.extra.push({ at: from - 20 * 60_000 + n, text: `ERROR flood ${n}`, stream: 's' })
    world.logs.extra.push({ at: Date.now() - 1000, text: 'ERROR [db] out of memory', stream: 's' })
    const found = await investigate()
    add(
      'E3: in a flood the newest part is read first: what began a second ago is shown',
      found.includes('out of memory'),
    )
    add('E3: and people read what was left out', /Only the first \d+ lines from|Not read from/.test(found))
    world.logs.extra.length = 0
    world.logs.extra.push({ at: Date.now() - 1000, text: 'ERROR [db] out of memory', stream: 's' })
    aws.plan('FilterLogEvents', 'denied', 1)
    const denied = await investigate()
    add('E3: a right that is missing is called by its name', denied.includes('logs:FilterLogEvents'))

    await maya.press('Check and resolve', channel)
    await until('the resolve form', () => maya.modal()?.title === 'Check and resolve')
    await maya.submit()
    const collect = () => maya.sees(channel).some(m => m.buttons.some(b => b.label === 'Collect the data'))
    await until('the end, with what follows', collect, patienceMs)
    const ended = Date.now()
    // An account keeps its exports for months; AWS names fifty at a time.
    for (let n = 0; n < 60; n++)
      world.logs.tasks.push({
        taskId: `old-${n}`,
        taskName: `old-${n}`,
        logGroupName: world.logs.name,
        from: 0,
        to: 1,
        destination: 'archive',
        startedAt: 0,
      })
    await maya.press('Collect the data', channel)
    await until('the preview', () => maya.modal()?.submit === 'Run now', patienceMs)
    await maya.submit()
    const task = await until(
      'the export',
      () => aws.calls.find(c => c.operation === 'CreateExportTask'),
      patienceMs,
    )
    const { from: begins, to: ends } = task.input as { from: number; to: number }
    add(
      'A21: the export reaches from before the incident to after its end',
      begins < from && ends >= ended,
      `${new Date(begins).toISOString()} to ${new Date(ends).toISOString()}`,
    )
    const done = await until(
      'the end of the export',
      () => seesText(maya, channel, /✅ in bucket/),
      patienceMs,
    ).catch(() => undefined)
    add('A21: and it is found though sixty other exports stand before it', done !== undefined)

    /** The files of an earlier investigation may still be on their way: then it is asked for again. */
    async function investigate(): Promise<string> {
      const of = (words: RegExp) => maya.sees(channel).filter(m => words.test(m.text))
      const runs = () => of(/Investigation\* · \d of \d parts in/)
      const early = () => of(/An investigation is under way/)
      const known = runs().length
      for (const end = Date.now() + 60_000; Date.now() < end; ) {
        const before = early().length
        await maya.command(channel, '/incident investigate error-logs')
        await until('the investigation', () => runs().length > known || early().length > before, 60_000)
        if (runs().length > known) break
      }
      return runs().at(-1)?.text ?? ''
    }
  },
}

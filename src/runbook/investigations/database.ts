import { redact } from '../../blocks/index.ts'
import type { Json } from '../../incident/model/words.ts'
import type { RunningQuery, Statement } from '../ports/database.ts'
import { databaseOf } from '../sql.ts'
import type { Investigation } from './investigation.ts'

const shown = 5

/** §4.1: what runs long, who blocks whom, what has cost most, and how many are connected. */
export const database: Investigation = {
  part: 'database',
  title: 'Database',
  async collect({ ports, signal, plan, stem }) {
    const db = databaseOf(ports)
    const limits = plan.database
    const [connections, running, blocked, statements] = await Promise.allSettled([
      db.countConnections(signal),
      db.listRunning(limits, signal),
      db.listBlocked(signal),
      db.slowStatements(limits, signal),
    ])
    // Nothing at all could be told: that is the part's own failure.
    if (connections.status === 'rejected' && running.status === 'rejected') throw connections.reason
    const lines = [
      told(connections, 'Connections', ({ byState, most }) => [
        `Connections: ${Object.entries(byState)
          .map(([state, n]) => `${n} ${state}`)
          .join(', ')} (of ${most})`,
      ]),
      told(running, 'Running queries', rows =>
        rows.length === 0
          ? [`Nothing runs longer than ${limits.slowerThanMs} ms`]
          : rows.slice(0, shown).map(q => `Runs for ${seconds(q.ageMs)}: ${who(q)} ${short(q.text)}`),
      ),
      told(blocked, 'Locks', rows =>
        rows.length === 0
          ? ['Nobody waits for a lock']
          : rows
              .slice(0, shown)
              .map(
                q =>
                  `${who(q)} waits ${seconds(q.ageMs)} for ${q.blockedBy.map(name).join(', ') || 'somebody who has left'}`,
              ),
      ),
      told(statements, 'Statements', rows =>
        rows.length === 0
          ? [`No statement has cost more than ${limits.slowerThanMs} ms`]
          : rows.slice(0, shown).map(s => `${cost(s)}: ${short(s.text)}`),
      ),
    ].flat()
    const value = <T extends Json>(r: PromiseSettledResult<T>): Json =>
      r.status === 'fulfilled' ? r.value : null
    const costly = statements.status === 'fulfilled' ? statements.value : []
    return {
      lines,
      facts: {
        connections: value(connections),
        running: value(
          running.status === 'fulfilled' ? { ...running, value: running.value.map(clean) } : running,
        ),
        blocked: value(
          blocked.status === 'fulfilled' ? { ...blocked, value: blocked.value.map(clean) } : blocked,
        ),
        statements: costly.map(clean),
      },
      files:
        costly.length === 0
          ? []
          : [{ name: `${stem}-statements.txt`, title: 'Costliest statements', content: table(costly) }],
    }
  },
}

function told<T>(result: PromiseSettledResult<T>, what: string, words: (value: T) => string[]): string[] {
  if (result.status === 'fulfilled') return words(result.value)
  const why = result.reason instanceof Error ? result.reason.message : String(result.reason)
  return [`${what}: could not tell: ${why}`]
}

const clean = <T extends { text: string }>(q: T): T => ({ ...q, text: redact(q.text).slice(0, 400) })
const short = (text: string) => redact(text).replaceAll(/\s+/g, ' ').trim().slice(0, 120)
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`
const name = (b: { pid: number; application: string }) =>
  `pid ${b.pid}${b.application === '' ? '' : ` (${b.application})`}`
const who = (q: RunningQuery) => `pid ${q.pid} (${[q.user, q.application].filter(x => x !== '').join(', ')})`
const cost = (s: Statement) => `${seconds(s.totalMs)} in ${s.calls} calls, ${seconds(s.meanMs)} each`

/** For the file: all of them, with every figure. */
function table(statements: Statement[]): string {
  const rows = statements.map(s =>
    [s.totalMs, s.calls, s.meanMs, s.deviationMs]
      .map(n => String(Math.round(n * 10) / 10).padStart(12))
      .join(' '),
  )
  const head = ['total ms', 'calls', 'mean ms', 'stddev ms'].map(h => h.padStart(12)).join(' ')
  return `${head}  query\n${rows.map((r, n) => `${r}  ${redact(statements[n]?.text ?? '').replaceAll(/\s+/g, ' ')}`).join('\n')}\n`
}

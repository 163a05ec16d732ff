import { redact } from '../../blocks/index.ts'
import { createGrouper, stripAnsi } from '../group-lines.ts'
import { logsOf } from '../logs.ts'
import type { LogLine } from '../ports/logs.ts'
import type { Scratch } from '../ports/scratch.ts'
import { type Investigation, type Investigator, moment } from './investigation.ts'

const mostLines = 100_000
const shown = 5
const kept = 20
/** Lines between two breaths: what else the bot does must not wait. */
const breath = 200

/** §4.1: what the services complain of, by pattern; every line as a file. */
export const errorLogs: Investigation = {
  part: 'error-logs',
  title: 'Error logs',
  async collect(given) {
    if (given.plan.logs.length === 0) return { lines: ['The playbook names no logs.'], facts: [], files: [] }
    const file = await given.ports.scratch?.open()
    try {
      const groups = await Promise.all(given.plan.logs.map(l => readGroup(given, l, file)))
      const done = await file?.finish()
      const files = groups.every(g => g.facts.lines === 0) || done === undefined ? [] : [done]
      return {
        lines: groups.flatMap(g => g.lines),
        facts: groups.map(g => g.facts),
        files: files.map(({ content, sha256 }) => ({
          name: `${given.stem}-error-logs.txt`,
          title: 'Error logs',
          content,
          sha256,
        })),
        ...(file === undefined ? {} : { discard: file.discard }),
      }
    } catch (error) {
      await file?.discard()
      throw error
    }
  },
}

type File = Awaited<ReturnType<Scratch['open']>> | undefined

async function readGroup(given: Investigator, log: Investigator['plan']['logs'][number], file: File) {
  const { now, plan, signal, ports } = given
  const from = now - plan.withinMs
  const grouper = createGrouper()
  const pages = logsOf(ports).search(log, { from, to: now, pattern: log.pattern }, signal)
  for await (const page of pages) {
    for (let n = 0; n < page.length; n += breath) {
      const some = page.slice(n, n + breath)
      for (const line of some) grouper.add(line)
      await file?.write(inFile(some))
      await pause()
    }
    if (grouper.total() >= mostLines || signal.aborted) break
  }
  const total = grouper.total()
  const most = total >= mostLines ? `the first ${total}` : String(total)
  // What began lately is news; what has always been there is not, however much of it there is.
  const lately = now - plan.withinMs / 4
  const top = grouper.top(kept).sort((a, b) => Number(b.first >= lately) - Number(a.first >= lately))
  const head = `${most} lines with ${log.pattern} in ${log.group} since ${moment(from)}, ${grouper.count()} patterns`
  const lines = top
    .slice(0, shown)
    .map(
      g =>
        `×${g.count}  ${g.pattern.slice(0, 200)}  (${g.first >= lately ? 'new, ' : ''}${moment(g.first)} to ${moment(g.last)})`,
    )
  const facts = { group: log.group, pattern: log.pattern, from, to: now, lines: total, patterns: top }
  return { lines: [head, ...lines], facts }
}

/** Redacted as one text: that is far quicker than line by line. */
function inFile(lines: LogLine[]): string {
  const text = lines.map(l => `${new Date(l.at).toISOString()} ${l.stream} ${stripAnsi(l.text).trimEnd()}\n`)
  return redact(text.join(''))
}

const pause = () => new Promise<void>(resolve => setImmediate(resolve))

import { redact } from '../../blocks/index.ts'
import { createGrouper, stripAnsi } from '../group-lines.ts'
import { logsOf } from '../logs.ts'
import type { LogLine } from '../ports/logs.ts'
import type { Scratch } from '../ports/scratch.ts'
import { sliceNewestFirst } from '../slice-newest-first.ts'
import { type Investigation, type Investigator, moment } from './investigation.ts'

const mostLines = 100_000
const shown = 5
const kept = 20
/** Lines between two breaths: what else the bot does must not wait. */
const breath = 200
/** The newest part, which is read first. A flood of a minute still shows what began in it. */
const newestPartMs = 60_000

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
type Log = Investigator['plan']['logs'][number]

async function readGroup(given: Investigator, log: Log, file: File) {
  const { now, plan } = given
  const from = now - plan.withinMs
  const read = await readParts(given, log, file)
  const { grouper } = read
  const total = grouper.total()
  // What began lately is news; what has always been there is not, however much of it there is.
  const lately = now - plan.withinMs / 4
  const top = grouper.top(kept).sort((a, b) => Number(b.first >= lately) - Number(a.first >= lately))
  const head = `${total} lines with ${log.pattern} in ${log.group} since ${moment(read.from)}, ${grouper.count()} patterns`
  const rest =
    read.stopped === undefined
      ? []
      : [`Not read from ${moment(from)} to ${moment(read.from)}: ${read.stopped}`]
  const lines = top
    .slice(0, shown)
    .map(
      g =>
        `×${g.count}  ${g.pattern.slice(0, 200)}  (${g.first >= lately ? 'new, ' : ''}${moment(g.first)} to ${moment(g.last)})`,
    )
  const facts = {
    group: log.group,
    pattern: log.pattern,
    from: read.from,
    to: now,
    lines: total,
    patterns: top,
  }
  return { lines: [head, ...read.gaps, ...rest, ...lines], facts }
}

/**
 * Reads the newest part first, and stops at what cannot be read: what has been read until then is kept. A part of which
 * only some lines could be read is named in `gaps`, and `from` is where the parts begin that were read.
 */
async function readParts(given: Investigator, log: Log, file: File) {
  const { now, plan, signal } = given
  const grouper = createGrouper()
  const gaps: string[] = []
  let from = now
  let stopped: string | undefined
  for (const part of sliceNewestFirst(now - plan.withinMs, now, newestPartMs)) {
    if (grouper.total() >= mostLines) stopped = `there are more than ${mostLines} lines`
    else if (signal.aborted) stopped = 'the time was up'
    if (stopped !== undefined) break
    const before = grouper.total()
    const fault = await readPart(given, log, part, grouper, file)
    const found = grouper.total() - before
    if (fault !== undefined && found === 0) {
      // Nothing at all could be read: the part as a whole says why.
      if (before === 0 && from === now) throw fault
      stopped = wordsOf(fault, signal)
      break
    }
    from = part.from
    if (fault !== undefined)
      gaps.push(
        `Only the first ${found} lines from ${moment(part.from)} to ${moment(part.to)}: ${wordsOf(fault, signal)}`,
      )
    else if (grouper.total() >= mostLines)
      gaps.push(
        `Only the first ${found} lines from ${moment(part.from)} to ${moment(part.to)}: there are more`,
      )
    if (fault !== undefined) break
  }
  if (gaps.length > 0 && from > now - plan.withinMs) stopped ??= 'reading had stopped'
  return { grouper, from, gaps, ...(stopped === undefined ? {} : { stopped }) }
}

const wordsOf = (fault: Error, signal: AbortSignal) =>
  signal.aborted
    ? 'the time was up'
    : (redact(fault.message).split('\n')[0] ?? 'it could not be read').slice(0, 200)

/** Answers what kept it from reading to the end. */
async function readPart(
  { ports, signal }: Investigator,
  log: Log,
  { from, to }: { from: number; to: number },
  grouper: ReturnType<typeof createGrouper>,
  file: File,
): Promise<Error | undefined> {
  try {
    for await (const page of logsOf(ports).search(log, { from, to, pattern: log.pattern }, signal)) {
      for (let n = 0; n < page.length; n += breath) {
        const some = page.slice(n, n + breath)
        for (const line of some) grouper.add(line)
        await file?.write(inFile(some))
        await pause()
      }
      if (grouper.total() >= mostLines) return undefined
      if (signal.aborted) return new Error('the time was up')
    }
    return undefined
  } catch (error) {
    if (error instanceof Error) return error
    throw error
  }
}

/** Redacted as one text: that is far quicker than line by line. */
function inFile(lines: LogLine[]): string {
  const text = lines.map(l => `${new Date(l.at).toISOString()} ${l.stream} ${stripAnsi(l.text).trimEnd()}\n`)
  return redact(text.join(''))
}

const pause = () => new Promise<void>(resolve => setImmediate(resolve))

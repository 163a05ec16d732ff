import type { LogGroup } from '../../world/log-group.ts'
import type { Line } from '../../world/log-lines.ts'
import { AwsRefusal, type Operation } from '../ecs/operation.ts'
import { findGroup } from './find-group.ts'

const mostLines = 10_000

type Search = { from: number; to: number; wanted: string }
const lastSearches = new WeakMap<LogGroup, Search & { found: Line[] }>()

/** Further pages are of what the first page was of: a flood is not sorted again for each of them. */
function search(group: LogGroup, asked: Search, isFurther: boolean): Line[] {
  const last = lastSearches.get(group)
  const isSame = last?.from === asked.from && last.to === asked.to && last.wanted === asked.wanted
  if (last !== undefined && isFurther && isSame) return last.found
  const found = group.lines(asked.from, asked.to).filter(l => l.text.includes(asked.wanted))
  lastSearches.set(group, { ...asked, found })
  return found
}

/** A page ends at the limit; the token says where the next one starts. A plain term matches as a word. */
export const filterLogEvents: Operation = {
  name: 'FilterLogEvents',
  run(world, region, input) {
    const group = findGroup(world, region, input)
    const limit = Number(input.limit ?? mostLines)
    if (!Number.isInteger(limit) || limit < 1 || limit > mostLines)
      throw new AwsRefusal('InvalidParameterException', 'limit must be between 1 and 10000.')
    const start = input.nextToken === undefined ? 0 : Number(input.nextToken)
    if (!Number.isInteger(start) || start < 0)
      throw new AwsRefusal('InvalidParameterException', 'The specified nextToken is invalid.')
    const wanted = String(input.filterPattern ?? '').replaceAll('"', '')
    const from = Number(input.startTime ?? 0)
    const to = Number(input.endTime ?? world.now())
    const found = search(group, { from, to, wanted }, start > 0)
    const page = found.slice(start, start + limit)
    const isMore = start + limit < found.length
    return {
      events: page.map((l, n) => ({
        logStreamName: l.stream,
        timestamp: Math.floor(l.at),
        message: l.text,
        ingestionTime: Math.floor(l.at) + 800,
        eventId: String(start + n),
      })),
      searchedLogStreams: [],
      ...(isMore ? { nextToken: String(start + limit) } : {}),
    }
  },
}

import { readTyped, redact, safe, truncate } from '../src/blocks/index.ts'
import { createGrouper } from '../src/runbook/group-lines.ts'
import { type BenchResult, median, result } from './result.ts'

const sizes = [8 * 1024, 64 * 1024, 1024 * 1024] as const
const rounds = 15
const goal = 1.3
const mostStallMs = 50
/** Pieces that make a pattern begin again and again without ever ending. */
const pieces = [
  ' ',
  'password ',
  'password=',
  'token="',
  'eyJ-',
  `eyJ${'a'.repeat(12)}.`,
  '://',
  '://a:',
  '://a:b',
  'Bearer ',
  'xoxb-',
  '4111 ',
  '4111-',
  '1',
  '<',
  '<@',
  '<@U|',
  '<#C|',
  '<!date^',
  '<https://a|',
  '<mailto:a|',
  '<!subteam^S|',
  '&',
  '&amp',
  '\u001b[',
  '\u001b[1;',
  '\ud83d',
]
const subjects: Record<string, (text: string) => unknown> = {
  redaction: redact,
  escaping: text => truncate(String(safe`${text}`), text.length - 1),
  grouping(text) {
    const grouper = createGrouper()
    for (let at = 0; at < text.length; at += 8192)
      grouper.add({ stream: 's', text: text.slice(at, at + 8192), at })
    return grouper.top(5)
  },
  'token reading': text => readTyped(text),
}

/** Time per byte of the worst piece at 1 MB against 8 KB, and the longest call. */
export async function benchHostileText(): Promise<BenchResult[]> {
  return Object.entries(subjects).flatMap(([name, run]) => {
    const perByte = pieces.map(piece => measure(run, piece))
    const growths = perByte.map(growthOf)
    const worst = Math.max(...growths)
    const at = growths.indexOf(worst)
    const best = (piece: number, size: number) => Math.min(...(perByte[piece] ?? []).map(t => t[size] ?? 0))
    const [small, large] = [best(at, 0), best(at, 2)]
    const stall = Math.max(...pieces.map((_, n) => best(n, 2))) * sizes[2]
    return [
      result(
        `hostile text: ${name}, ns a byte at 1 MB against 8 KB (worst: ${JSON.stringify(pieces[at])})`,
        'ns',
        large * 1e6,
        small * 1e6,
        goal,
        [worst],
      ),
      result(`hostile text: ${name}, longest call at 1 MB`, 'ms', stall, mostStallMs, 1, []),
    ]
  })
}

/** Below this a clock reads noise (ms a byte). */
const smallest = 2e-6

/** A moment in which the machine is slow adds time to either size, so the smaller of two robust estimates counts. */
function growthOf(times: number[][]): number {
  const of = (size: number) => times.map(t => Math.max(t[size] ?? 0, smallest))
  const [small, large] = [of(0), of(2)]
  return Math.min(median(large.map((t, n) => t / (small[n] ?? t))), Math.min(...large) / Math.min(...small))
}

/**
 * The times a byte at each size (ms), round by round. The sizes take turns, so that whatever else the machine does meets
 * all of them, and each makes as many calls as make one megabyte together, so that each has the same share of noise.
 */
function measure(run: (text: string) => unknown, piece: string): number[][] {
  const texts = sizes.map(size => piece.repeat(Math.ceil(size / piece.length)).slice(0, size))
  return Array.from({ length: rounds }, () =>
    texts.map(text => {
      const calls = Math.round(sizes[2] / text.length)
      const since = performance.now()
      for (let call = 0; call < calls; call++) run(text)
      return (performance.now() - since) / calls / text.length
    }),
  )
}

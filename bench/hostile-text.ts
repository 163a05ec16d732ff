import { readTyped, redact, safe, truncate } from '../src/blocks/index.ts'
import { createGrouper } from '../src/runbook/group-lines.ts'
import { type BenchResult, result } from './result.ts'

const sizes = [8 * 1024, 64 * 1024, 1024 * 1024] as const
const rounds = 5
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
    const perByte = sizes.map(size =>
      pieces.map(piece => fastest(run, piece.repeat(Math.ceil(size / piece.length)).slice(0, size)) / size),
    )
    const [small = [], , large = []] = perByte
    const growths = pieces.map((_, n) => (large[n] ?? 0) / Math.max(small[n] ?? 0, smallest))
    const worst = Math.max(...growths)
    const at = growths.indexOf(worst)
    const stall = Math.max(...large) * sizes[2]
    return [
      result(
        `hostile text: ${name}, ns a byte at 1 MB against 8 KB (worst: ${JSON.stringify(pieces[at])})`,
        'ns',
        (large[at] ?? 0) * 1e6,
        (small[at] ?? 0) * 1e6,
        goal,
        [worst],
      ),
      result(`hostile text: ${name}, longest call at 1 MB`, 'ms', stall, mostStallMs, 1, []),
    ]
  })
}

/** Below this a clock reads noise (ms a byte). */
const smallest = 2e-6

/** As many calls as make one megabyte together, so that every size has the same share of noise (ms). */
function fastest(run: (text: string) => unknown, text: string): number {
  const calls = Math.max(1, Math.round(sizes[2] / text.length))
  let best = Number.POSITIVE_INFINITY
  for (let n = 0; n < rounds; n++) {
    const since = performance.now()
    for (let call = 0; call < calls; call++) run(text)
    best = Math.min(best, (performance.now() - since) / calls)
  }
  return best
}

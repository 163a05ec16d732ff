import type { Gesture } from '../listen.ts'

/**
 * One word after /incident. `run` gets what was typed behind it, as it was typed, and the people whom it names;
 * throwing is caught and said.
 */
export type Subcommand = {
  name: string
  usage: string
  help: string
  run(g: Gesture, text: string, named: string[]): Promise<void>
}

/** The nearest word, if it is near: one or two letters off. */
export function nearest(word: string, among: string[]): string | undefined {
  const ranked = among.map(a => ({ a, d: distance(word.toLowerCase(), a) })).sort((x, y) => x.d - y.d)
  const best = ranked[0]
  return best !== undefined && best.d <= 2 ? best.a : undefined
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost))
    }
    row = next
  }
  return row[b.length] ?? 0
}

import type { Incident } from './state.ts'

const short = 3
const mostShown = 2

const wordsOf = (text: string) =>
  new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(w => w.length >= short),
  )

/**
 * Open incidents that a new one may repeat, the likeliest first: those that share words with its title, or where
 * nothing has been typed yet the newest.
 */
export function listSimilar(open: Incident[], title: string): Incident[] {
  const words = wordsOf(title)
  const shared = (i: Incident) => [...wordsOf(i.title)].filter(w => words.has(w)).length
  return open
    .map(i => ({ i, n: shared(i) }))
    .filter(({ n }) => words.size === 0 || n > 0)
    .sort((a, b) => b.n - a.n || b.i.declaredAt - a.i.declaredAt)
    .slice(0, mostShown)
    .map(({ i }) => i)
}

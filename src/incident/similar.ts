import type { Incident } from './state.ts'

const short = 2
/** Words that say nothing of what fails. */
const stops = new Set(
  'a an and are as at be but by can do down for from has have in is it its no not of on or our the to was we with'.split(
    ' ',
  ),
)
const mostShown = 2

const wordsOf = (text: string) =>
  new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter(w => w.length >= short && !stops.has(w)),
  )

const isUnspaced = (word: string) =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(word)

/**
 * Open incidents that a new one may repeat, the likeliest first: those that share words with its title, or where
 * nothing has been typed yet the newest.
 */
export function listSimilar(open: Incident[], title: string): Incident[] {
  const words = wordsOf(title)
  // Some scripts put no blanks between words, so that a word that stands in another one counts.
  const all = [...words]
  const fits = (w: string) => words.has(w) || (isUnspaced(w) && all.some(x => w.includes(x) || x.includes(w)))
  const shared = (i: Incident) => [...wordsOf(i.title)].filter(fits).length
  return open
    .map(i => ({ i, n: shared(i) }))
    .filter(({ n }) => title.trim() === '' || n > 0)
    .sort((a, b) => b.n - a.n || b.i.declaredAt - a.i.declaredAt)
    .slice(0, mostShown)
    .map(({ i }) => i)
}

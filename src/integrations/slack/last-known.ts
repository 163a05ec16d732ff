import { z } from 'zod'
import { ownerOf } from '../../runbook/ports/faults.ts'

/** Where answers are kept beyond a restart. A fault of that store costs nothing but the memory. */
export type Keeper = {
  kept(name: string): Promise<string | undefined>
  keep(name: string, value: string | undefined, ms: number): Promise<void>
}
export type Options = {
  keeper: Keeper
  /** Called with what fails now, in words; undefined = every look-up works. */
  report(faults: string | undefined): void
}

const keptForMs = 30 * 24 * 3_600_000
/** An unchanged answer is written again so often, so that its age is not far off. */
const rewriteMs = 10 * 60_000
const restMs = 4000
/** Where an older answer will do, people do not wait longer than this for today's (ms). */
const patienceMs = 1500
const wordsOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
const entrySchema = z.object({ at: z.number(), value: z.unknown() })

/** What a fault that passes by itself must have failed so many times in a row to count. */
const enough = 2
type Failing = { words: string; error: unknown; at: number; times: number; again: () => Promise<unknown> }

class TooSlow extends Error {
  override name = 'TooSlow'
}

/** A read that goes on is of use to whoever asks next. */
async function withPatience<T>(read: Promise<T>): Promise<T> {
  let late: ReturnType<typeof setTimeout> | undefined
  const tooSlow = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new TooSlow('Slack did not answer in time')), patienceMs)
  })
  try {
    return await Promise.race([read, tooSlow])
  } finally {
    clearTimeout(late)
    read.catch(() => {})
  }
}

/** Look-ups that fall back to the last answer there was. Which of them fail is reported, by what they would have given. */
export function createLastKnown({ keeper, report }: Options) {
  const written = new Map<string, { text: string; at: number }>()
  const failing = new Map<string, Failing>()

  const list = () =>
    failing.size === 0 ? undefined : [...failing].map(([what, f]) => `${what}: ${f.words}`).join('; ')

  function note(what: string, failed?: { error: unknown; again: () => Promise<unknown> }) {
    const before = list()
    const times = (failing.get(what)?.times ?? 0) + 1
    if (failed === undefined) failing.delete(what)
    else failing.set(what, { words: wordsOf(failed.error), at: performance.now(), times, ...failed })
    if (list() !== before) report(list())
  }

  function remember(key: string, value: unknown) {
    const text = JSON.stringify(value)
    const last = written.get(key)
    if (last?.text === text && Date.now() - last.at < rewriteMs) return
    written.set(key, { text, at: Date.now() })
    keeper
      .keep(`known:${key}`, JSON.stringify({ at: Date.now(), value }), keptForMs)
      .catch(() => written.delete(key))
  }

  /** What comes after people have stopped waiting for it is known all the same. */
  function noteLate(what: string, key: string, reading: Promise<unknown>) {
    reading.then(
      value => {
        note(what)
        remember(key, value)
      },
      () => {},
    )
  }

  async function recall<T>(key: string, schema: z.ZodType<T>): Promise<T | undefined> {
    const text = await keeper.kept(`known:${key}`).catch(() => undefined)
    if (text === undefined) return undefined
    const entry = entrySchema.safeParse(JSON.parse(text))
    const value = entry.success ? schema.safeParse(entry.data.value) : undefined
    return value?.success === true ? value.data : undefined
  }

  return {
    /** Which look-ups fail for good, or again and again, in words; undefined = none. */
    faults(): string | undefined {
      const lasting = [...failing].filter(([, { error, times }]) => {
        const owner = ownerOf(error)
        // Somebody whom Slack does not know is no fault of the look-up.
        return owner === 'workspace' || (times >= enough && owner !== 'person' && owner !== 'channel')
      })
      return lasting.length === 0 ? undefined : lasting.map(([what, f]) => `${what}: ${f.words}`).join('; ')
    },
    /** Tries again what failed last, so that a fault that has ended is known to have. */
    async recheck(): Promise<void> {
      await Promise.all(
        [...failing].map(async ([what, { again }]) => {
          await again().then(
            () => note(what),
            error => note(what, { error, again }),
          )
        }),
      )
    },
    /** The answer; where it cannot be had, the last one. `exact` takes no other than today's. */
    async get<T>(
      { what, key, schema, exact }: { what: string; key: string; schema: z.ZodType<T>; exact: boolean },
      read: () => Promise<T>,
    ): Promise<T> {
      const lately = failing.get(what)
      const rests = !exact && lately !== undefined && performance.now() - lately.at < restMs
      try {
        // Slack was asked a moment ago, patiently: people do not wait for the same answer once more.
        if (rests) throw lately.error
        const reading = read()
        if (!exact) noteLate(what, key, reading)
        const value = exact ? await reading : await withPatience(reading)
        note(what)
        remember(key, value)
        return value
      } catch (error) {
        if (!rests) note(what, { error, again: read })
        const last = exact ? undefined : await recall(key, schema)
        if (last === undefined) throw error
        return last
      }
    },
  }
}

import type { FaultName } from './breakages.ts'

export type Line = { at: number; text: string; stream: string }
type Pain = { fault: FaultName; from: number; to: number }

/** What the service writes while a fault hurts, with numbers that differ from line to line. */
const says: Partial<Record<FaultName, { everyMs: number; write(n: number): string }>> = {
  'api-down': {
    everyMs: 250,
    write: n => `ERROR [http] request ${id(n)} gave up after ${30_000 + (n % 97)} ms: worker does not answer`,
  },
  overload: { everyMs: 1700, write: n => `ERROR [queue] dispatch ${id(n)} late by ${n % 900} s` },
  'bad-deploy': {
    everyMs: 150,
    write: n =>
      `ERROR [api] TypeError: cannot read properties of undefined (reading 'depot') request ${id(n)}`,
  },
  'slow-queries': {
    everyMs: 500,
    write: n =>
      `ERROR [db] timeout acquiring a connection after 5000 ms (waiting ${(n % 40) + 1}), request ${id(n)}`,
  },
  'database-down': { everyMs: 650, write: n => `ERROR [db] connect ECONNREFUSED 10.0.3.${n % 9}:5432` },
  'sign-in-down': {
    everyMs: 1100,
    write: n => `ERROR [auth] token ${id(n)} refused by the identity provider: 500`,
  },
  'cache-down': { everyMs: 5000, write: n => `ERROR [cache] connect ECONNREFUSED 10.0.4.${n % 5}:6379` },
}
const id = (n: number) => (0x5f00_0000 + n * 7919).toString(16)
const noiseEveryMs = 180_000

/** All lines between two moments, oldest first: worked out from what hurt when. */
export function writeLines(pains: Pain[], from: number, to: number): Line[] {
  const lines: Line[] = []
  const add = (start: number, end: number, everyMs: number, write: (n: number) => string) => {
    for (let n = Math.max(0, Math.ceil((from - start) / everyMs)); ; n++) {
      const at = start + n * everyMs
      if (at > Math.min(end, to)) return
      lines.push({ at, text: write(n), stream: `api/${n % 4}` })
    }
  }
  // What is always there: nobody's fault, and no news.
  const dawn = Math.floor(from / noiseEveryMs) * noiseEveryMs
  add(dawn, to, noiseEveryMs, n => `ERROR [webhook] delivery ${id(n)} answered 502, will retry`)
  for (const { fault, from: start, to: end } of pains) {
    const pattern = says[fault]
    if (pattern !== undefined) add(start, end, pattern.everyMs, pattern.write)
  }
  return lines.filter(l => l.at >= from).sort((a, b) => a.at - b.at)
}

/** Lets others have their turn; a report of ten thousand events must hold up nobody's click. */
export type Breathe = () => Promise<void>
export const atOnce: Breathe = async () => {}

const piece = 200

/** Maps a long list piece by piece. */
export async function inPieces<T, R>(list: T[], map: (part: T[]) => R[], breathe: Breathe): Promise<R[]> {
  const all: R[] = []
  for (let n = 0; n < list.length; n += piece) {
    for (const row of map(list.slice(n, n + piece))) all.push(row)
    await breathe()
  }
  return all
}

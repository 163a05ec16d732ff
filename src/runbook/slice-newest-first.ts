/**
 * Parts of a window (milliseconds, both ends included), the newest first. Each is twice as long as the one before it,
 * so that a window of hours takes few questions and its last minute is read alone.
 */
export function* sliceNewestFirst(
  from: number,
  to: number,
  firstMs: number,
): Generator<{ from: number; to: number }> {
  let end = to
  let length = firstMs
  while (end >= from) {
    const begin = Math.max(from, end - length)
    // The next part ends a millisecond earlier, so that no line is in two.
    yield { from: begin, to: end }
    end = begin - 1
    length *= 2
  }
}

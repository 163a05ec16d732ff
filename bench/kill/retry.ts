const lookEveryMs = 25

export const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms))

export async function sees<T>(look: () => T | undefined | false, limitMs: number): Promise<T | undefined> {
  for (const end = Date.now() + limitMs; Date.now() < end; await pause(lookEveryMs)) {
    const found = look()
    if (found !== undefined && found !== false) return found
  }
  return undefined
}

/** A gesture may fail before the person's eyes: its bot is dead. */
export async function tries(gesture: () => Promise<unknown>): Promise<boolean> {
  try {
    await gesture()
    return true
  } catch {
    await pause(100)
    return false
  }
}

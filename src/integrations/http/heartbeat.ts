/** Calls the address that is watched from outside; its silence says that the bot is dead. */
export function createHeartbeat(url: string | undefined): () => Promise<void> {
  return async () => {
    if (url === undefined) return
    const answer = await fetch(url, { method: 'POST', signal: AbortSignal.timeout(5000) })
    await answer.body?.cancel()
    if (!answer.ok) throw new Error(`the heartbeat’s address answered HTTP ${answer.status}`)
  }
}

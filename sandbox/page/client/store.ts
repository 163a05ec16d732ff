import { useEffect, useMemo, useState } from 'preact/hooks'
import type {
  Act,
  Acted,
  Part,
  WireApp,
  WireChannel,
  WireGroup,
  WireMessage,
  WirePerson,
  WireProduction,
  WireSample,
  WireSlackFaults,
  WireTourStep,
  WireTraffic,
  WireView,
} from '../wire.ts'

/** What the stream has told so far, by part. */
export type Parts = {
  app: WireApp
  tour: WireTourStep[]
  first: string
  people: WirePerson[]
  groups: WireGroup[]
  channels: WireChannel[]
  views: WireView[]
  home: WireView | null
  production: WireProduction
  samples: WireSample[]
  traffic: WireTraffic
  slackFaults: WireSlackFaults
}
export type Store = {
  parts: Parts | undefined
  connected: boolean
  messages(channel: string): WireMessage[]
  act(a: Act): Promise<Acted>
}

/** Follows the server's stream as one person; answers undefined parts until the first came. */
export function useStore(user: string): Store {
  const [parts, setParts] = useState<Record<string, unknown>>({})
  const [connected, setConnected] = useState(false)
  const as = user === '' ? '' : `?as=${encodeURIComponent(user)}`
  useEffect(() => {
    setParts({})
    const stream = new EventSource(`/stream${as}`)
    stream.onopen = () => setConnected(true)
    stream.onerror = () => setConnected(false)
    stream.onmessage = event => {
      const changed = JSON.parse(event.data) as Part[]
      setParts(before => ({ ...before, ...Object.fromEntries(changed.map(p => [p.key, p.value])) }))
    }
    return () => stream.close()
  }, [as])
  return useMemo(
    () => ({
      parts: 'app' in parts ? (parts as unknown as Parts) : undefined,
      connected,
      messages: channel => (parts[`messages:${channel}`] as WireMessage[] | null) ?? [],
      act: a => post(`/act${as}`, a),
    }),
    [parts, connected, as],
  )
}

async function post(url: string, body: Act): Promise<Acted> {
  try {
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
    return answer.ok ? ((await answer.json()) as Acted) : { ok: false, error: await answer.text() }
  } catch {
    return { ok: false, error: 'The sandbox does not answer. Is it still running?' }
  }
}

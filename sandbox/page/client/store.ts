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

const againMs = 1000

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
    return follow(
      `/stream${as}`,
      changed =>
        setParts(before => ({ ...before, ...Object.fromEntries(changed.map(p => [p.key, p.value])) })),
      setConnected,
    )
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

/** Listens until told to stop; connects again by itself. */
function follow(
  path: string,
  heard: (changed: Part[]) => void,
  connected: (yes: boolean) => void,
): () => void {
  let socket: WebSocket | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const open = () => {
    socket = new WebSocket(`ws://${location.host}${path}`)
    socket.onopen = () => connected(true)
    socket.onmessage = event => heard(JSON.parse(event.data) as Part[])
    socket.onclose = () => {
      connected(false)
      timer = setTimeout(open, againMs)
    }
  }
  open()
  return () => {
    clearTimeout(timer)
    if (socket !== undefined) socket.onclose = null
    socket?.close()
  }
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

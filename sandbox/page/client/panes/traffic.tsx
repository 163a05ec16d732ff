import type { Act, WireSlackFaults, WireTraffic } from '../../wire.ts'
import { usePage } from '../context.ts'
import { clock } from '../text/dates.ts'

type FaultName = Extract<Act, { do: 'slack' }>['fault']
type Row = {
  key: string
  at: number
  out: boolean
  what: string
  status: string
  bad: boolean
  detail: string
}

/** What goes between Slack and the app; and the faults that Slack can be given. */
export function TrafficPane({ traffic, faults }: { traffic: WireTraffic; faults: WireSlackFaults }) {
  const { me } = usePage()
  const rows = rowsOf(traffic)
  return (
    <div class="panel-body">
      <h2>Faults of Slack</h2>
      <SlackFaults faults={faults} />
      <h2>
        Traffic <small>{traffic.sockets} sockets open</small>
      </h2>
      <ol class="traffic" aria-label="Traffic, newest first">
        {rows.map(r => (
          <li key={r.key} class={r.bad ? 'bad' : ''}>
            <details>
              <summary>
                <span class="way" title={r.out ? 'from the app to Slack' : 'from Slack to the app'}>
                  {r.out ? '←' : '→'}
                  <span class="hidden">{r.out ? 'call' : 'envelope'}</span>
                </span>
                <span class="what">{r.what}</span>
                <span class="status">{r.status}</span>
                <time>{clock(r.at, me.tz)}</time>
              </summary>
              <pre>{r.detail}</pre>
            </details>
          </li>
        ))}
      </ol>
    </div>
  )
}

function rowsOf(traffic: WireTraffic): Row[] {
  const calls = traffic.calls.map(
    (c): Row => ({
      key: `c${c.id}`,
      at: c.at,
      out: true,
      what: c.method,
      status: c.ok ? 'ok' : (c.error ?? 'failed'),
      bad: !c.ok,
      detail: c.args,
    }),
  )
  const envelopes = traffic.envelopes.map(
    (e): Row => ({
      key: e.id,
      at: e.at,
      out: false,
      what: `${e.type} · ${e.what}`,
      status: e.ackMs === undefined ? 'no ack' : `ack ${e.ackMs.toFixed(1)} ms`,
      bad: e.ackMs === undefined && Date.now() - e.at > 3000,
      detail: e.detail,
    }),
  )
  return [...calls, ...envelopes].sort((a, b) => b.at - a.at)
}

function SlackFaults({ faults: f }: { faults: WireSlackFaults }) {
  const switches: { name: FaultName; label: string; on: boolean; about: string }[] = [
    {
      name: 'rate',
      label: '429',
      on: f.rate > 0,
      about: `the next 5 calls are refused for 1 s (${f.rate} left)`,
    },
    { name: 'status', label: '500', on: f.status > 0, about: `the next 5 calls fail (${f.status} left)` },
    {
      name: 'drop',
      label: 'Drop after accept',
      on: f.drop > 0,
      about: `the next 5 calls are done, but the answer is lost (${f.drop} left)`,
    },
    { name: 'slow', label: 'Slow', on: f.slowMs > 0, about: 'every call takes 1.5 s longer' },
    {
      name: 'rated',
      label: 'Rate tiers',
      on: f.rated,
      about: 'one post a second and channel, and the tiers of each method',
    },
    { name: 'outage', label: 'Outage', on: f.outage, about: 'nothing is reachable until it is switched off' },
  ]
  return (
    <div class="switches">
      {switches.map(s => (
        <Switch key={s.name} {...s} />
      ))}
      <Refresh />
    </div>
  )
}

function Switch({ name, label, on, about }: { name: FaultName; label: string; on: boolean; about: string }) {
  const { act } = usePage()
  return (
    <button
      type="button"
      class="button small"
      aria-pressed={on}
      title={about}
      onClick={() => void act({ do: 'slack', fault: name, on: !on })}
    >
      {label}
    </button>
  )
}

function Refresh() {
  const { act } = usePage()
  const go = () => void act({ do: 'slack', fault: 'refresh', on: true })
  return (
    <button type="button" class="button small" title="Slack asks every socket to be opened anew" onClick={go}>
      Socket refresh
    </button>
  )
}

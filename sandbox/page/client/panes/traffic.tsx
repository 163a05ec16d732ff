import type { WireSlackFaults, WireTraffic } from '../../wire.ts'
import { usePage } from '../context.ts'
import { clock } from '../text/dates.ts'
import { MethodFaults } from './method-faults.tsx'
import { SlackFaults } from './slack-faults.tsx'

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
      <MethodFaults faults={faults} />
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

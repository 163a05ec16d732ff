import { asTold, type Fault } from '../../slack/faults.ts'
import { failable, type startSlack } from '../../slack/index.ts'
import type { WireMethodFault, WireSlackFaults, WireTraffic } from '../wire.ts'

type Slack = Awaited<ReturnType<typeof startSlack>>
const shown = 60
const detailLimit = 6000
/** What every slow call waits once Slack is slow. */
export const slowMs = 1500

const detail = (value: unknown) => {
  const text = JSON.stringify(value, null, 2)
  return text.length > detailLimit
    ? `${text.slice(0, detailLimit)}\n… ${text.length - detailLimit} more`
    : text
}
/** Arguments come as JSON inside form fields. */
const readable = (args: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(args).map(([k, v]) => [k, parsed(v)]))

function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

/** The newest calls and envelopes; `from` is how many calls were forgotten before the first one kept. */
export function trafficPart({ ledger, sockets }: Slack, from: number): WireTraffic {
  const first = Math.max(0, ledger.calls.length - shown)
  return {
    sockets: sockets.count,
    calls: ledger.calls.slice(first).map((c, i) => ({
      id: from + first + i,
      method: c.method,
      ok: c.ok,
      ...(c.error === undefined ? {} : { error: c.error }),
      at: c.at,
      args: detail(readable(c.args)),
    })),
    envelopes: ledger.envelopes.slice(-shown).map(e => ({
      id: e.id,
      type: e.type,
      what: whatOf(e.payload),
      ...(e.ackMs === undefined ? {} : { ackMs: e.ackMs }),
      at: e.at,
      detail: detail({ payload: e.payload, answer: e.answer }),
    })),
  }
}

/** One word for what an envelope carries. */
function whatOf(p: Record<string, unknown>): string {
  const action = (p.actions as { action_id?: string }[] | undefined)?.[0]?.action_id
  const view = (p.view as { callback_id?: string } | undefined)?.callback_id
  const event = (p.event as { type?: string } | undefined)?.type
  if (p.command !== undefined) return `${p.command} ${p.text}`
  return [p.type, action ?? event ?? p.callback_id ?? view].filter(w => w !== undefined).join(' · ')
}

export function slackFaultsPart({ faults }: Slack): WireSlackFaults {
  return {
    outage: faults.outage,
    rated: faults.rated,
    slowMs: faults.latencyMs,
    rate: faults.planned('rate', '*'),
    status: faults.planned('status', '*'),
    drop: faults.planned('drop-after', '*'),
    methods: failable,
    failing: faults
      .list()
      .filter(p => p.method !== '*')
      .map(({ id, method, fault, left }) => ({
        id,
        method,
        what: whatFault(fault),
        ...(Number.isFinite(left) ? { left } : {}),
      })),
  }
}

function whatFault(fault: Fault): string {
  if (fault.kind === 'rate') return `429, again after ${fault.retryAfter} s`
  if (fault.kind === 'cut') return 'connection dropped'
  if (fault.kind === 'drop-after') return 'done, answer dropped'
  return fault.kind === 'silence' ? 'silence' : asTold(fault)
}

/** A method fails from now on: for so many calls, or until it is healed. */
export function failMethod(
  { faults }: Slack,
  method: string,
  how: WireMethodFault,
  code: string,
  times: number | undefined,
): void {
  if (!failable.includes(method)) throw new Error(`Slack has no method “${method}” here.`)
  if (times !== undefined && !(Number.isInteger(times) && times > 0))
    throw new Error('A number of calls is a whole number from 1.')
  faults.plan(method, faultOf(how, code), times ?? Number.POSITIVE_INFINITY)
}

function faultOf(how: WireMethodFault, code: string): Fault {
  if (how === 'error') {
    if (!/^[a-z][a-z_]*$/.test(code))
      throw new Error('Slack’s error codes are lowercase words, such as internal_error.')
    return { kind: 'error', error: code }
  }
  if (how === 'status') return { kind: 'status', status: 503 }
  if (how === 'rate') return { kind: 'rate', retryAfter: retryAfterS }
  return { kind: how }
}

/** How many calls meet a fault that is switched on by the page. */
const times = 5
const retryAfterS = 10
const planned = {
  rate: { kind: 'rate', retryAfter: 1 },
  status: { kind: 'status', status: 500 },
  drop: { kind: 'drop-after' },
} as const

export type SlackFault = 'outage' | 'rated' | 'slow' | 'rate' | 'status' | 'drop' | 'refresh'

export function switchFault({ faults, sockets }: Slack, name: SlackFault, on: boolean): void {
  if (name === 'refresh') return void sockets.refresh().catch(() => undefined)
  if (name === 'rated') faults.rated = on
  else if (name === 'slow') faults.latencyMs = on ? slowMs : 0
  else if (name === 'outage') {
    faults.outage = on
    sockets.refusing = on
    if (on) sockets.cut()
  } else if (on) faults.plan('*', planned[name], times)
  else faults.forget(planned[name].kind, '*')
}

import type { Door } from './integrations/http/doors.ts'
import type { createMetrics, Reading } from './integrations/metrics.ts'
import { readWebhook } from './integrations/pagerduty/webhook.ts'
import type { Health } from './runbook/health.ts'
import { receivePageEvent } from './runbook/receive-page-event.ts'
import type { Runbook } from './runbook/runbook.ts'
import type { Vitals } from './runbook/vitals.ts'
import { version } from './version.ts'

type Metrics = ReturnType<typeof createMetrics>
type Parts = {
  vitals: Vitals
  /** Absent where /metrics has a port of its own. */
  metrics: Metrics | undefined
  runbook: Runbook
  webhookSecret: string | undefined
}

/** Every address that the bot answers itself. */
export function listDoors({ vitals, metrics, runbook, webhookSecret }: Parts): Door[] {
  const ready = async () => {
    const faults = vitals.faults()
    return faults.length === 0
      ? { status: 200, body: 'ready\n' }
      : { status: 503, body: `${faults.join('\n')}\n` }
  }
  return [
    {
      method: 'GET',
      path: '/healthz',
      open: async () => ({ status: 200, body: `alive, Pitcrew ${version}\n` }),
    },
    { method: 'GET', path: '/readyz', open: ready },
    ...(metrics === undefined ? [] : [openMetrics(metrics)]),
    ...pagerDoors(webhookSecret, runbook),
  ]
}

export const openMetrics = (metrics: Metrics): Door => ({
  method: 'GET',
  path: '/metrics',
  open: async () => ({ status: 200, type: metrics.type, body: await metrics.text() }),
})

/** What the pager tells us; closed without a secret to know it by. */
function pagerDoors(secret: string | undefined, runbook: Runbook): Door[] {
  if (secret === undefined) return []
  return [
    {
      method: 'POST',
      path: '/webhooks/pagerduty',
      async open(body, headers) {
        const now = await runbook.store.now()
        const signature = String(headers['x-pagerduty-signature'] ?? '')
        const received = readWebhook(body, signature, secret, now)
        if (!received.ok) {
          runbook.log.warn({ why: received.why }, 'a webhook of the pager was refused')
          return { status: received.status, body: `${received.why}\n` }
        }
        await receivePageEvent(runbook, received.event)
        return { status: 202, body: 'taken\n' }
      },
    },
  ]
}

/** What the bot counts of itself, by the names that /metrics gives them. */
export function readings(h: Health): Reading[] {
  return [
    { name: 'pings_sent_total', help: 'Pings that Slack accepted', read: () => h.pings.sent },
    { name: 'pings_late_total', help: 'Pings accepted over 60 s late', read: () => h.pings.late },
    { name: 'pings_failed_total', help: 'People who could not be told', read: () => h.pings.failed },
    { name: 'ping_worst_late_ms', help: 'The latest ping since the start', read: () => h.pings.worstLateMs },
    { name: 'pings_overdue', help: 'Pings and timers over 60 s late that wait still', read: () => h.overdue },
    { name: 'agenda_mended_total', help: 'Incidents that the agenda had lost', read: () => h.mended },
    { name: 'open_incidents', help: 'Open incidents at the last audit', read: () => h.openIncidents },
    { name: 'unreadable_incidents', help: 'Logs that cannot be read', read: () => h.unreadable.length },
    {
      name: 'last_audit_ok',
      help: '1 when the last audit found all well',
      read: () => Number(h.lastAuditOk),
    },
  ]
}

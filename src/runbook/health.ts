import { lateAfterMs } from '../incident/effects.ts'

/** What the auditor found at its last look, and what has been counted since the start. Milliseconds. */
export type Health = {
  pings: { sent: number; late: number; failed: number; worstLateMs: number }
  /** Pings that Slack has not accepted, and timers of which nothing came, a minute after their time. */
  overdue: number
  mended: number
  lastAuditAt: number | undefined
  lastAuditOk: boolean
  openIncidents: number
  /** Incidents whose logs the last audit could not read. */
  unreadable: string[]
}

export function createHealth() {
  const health: Health = {
    pings: { sent: 0, late: 0, failed: 0, worstLateMs: 0 },
    overdue: 0,
    mended: 0,
    lastAuditAt: undefined,
    lastAuditOk: false,
    openIncidents: 0,
    unreadable: [],
  }
  return {
    now: health,
    pinged(lateMs: number) {
      health.pings.sent++
      health.pings.worstLateMs = Math.max(health.pings.worstLateMs, lateMs)
      if (lateMs > lateAfterMs) health.pings.late++
    },
    failed() {
      health.pings.failed++
    },
    audited(found: {
      ok: boolean
      overdue: number
      mended: number
      open: number
      unreadable: string[]
      at: number
    }) {
      health.lastAuditAt = found.at
      health.lastAuditOk = found.ok
      health.overdue = found.overdue
      health.mended += found.mended
      health.openIncidents = found.open
      health.unreadable = found.unreadable
    },
  }
}
export type HealthBook = ReturnType<typeof createHealth>

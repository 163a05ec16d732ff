import type { Engine } from './engine/engine.ts'
import type { Policies } from './engine/policies.ts'
import type { HealthBook } from './health.ts'
import type { Chat } from './ports/chat.ts'
import type { ChatLog } from './ports/chat-log.ts'
import type { Delivery } from './ports/delivery.ts'
import type { Directory } from './ports/directory.ts'
import type { IncidentStore } from './ports/incident-store.ts'
import type { Outbound } from './ports/outbound.ts'
import type { Pager } from './ports/pager.ts'
import type { StatusPage } from './ports/status-page.ts'
import type { ProductionPorts } from './probe.ts'

export type Log = {
  debug(fields: object, text: string): void
  info(fields: object, text: string): void
  warn(fields: object, text: string): void
  error(fields: object, text: string): void
}

/** An integration as people see it in `/incident status`: absent ones are off and say so. */
export type IntegrationState = {
  name: string
  state: 'on' | 'off' | 'failing'
  detail: string
  /** Without it Pitcrew itself is of no use. */
  vital?: true
}

/** Everything that commands and effects work with. Built once, in src/context.ts. */
export type Runbook = {
  engine: Engine
  store: IncidentStore
  delivery: Delivery
  chat: Chat
  /** The conversation of each incident, beside its log. */
  chatLog: ChatLog
  outbound: Outbound
  directory: Directory
  policies: Policies
  production: ProductionPorts
  /** Absent ones are off. */
  statusPage?: StatusPage
  pager?: Pager
  /** Counts for metrics; the auditor writes down what it found. */
  health: HealthBook
  /** Tells whoever watches from outside that all is well; does nothing where nobody does. */
  heartbeat(): Promise<void>
  integrations(): Promise<IntegrationState[]>
  log: Log
}

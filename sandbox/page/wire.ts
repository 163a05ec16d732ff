/** What the page's server sends and takes: types only, shared by both sides. */
export type Json = Record<string, unknown>

export type WirePerson = {
  id: string
  name: string
  realName: string
  title: string
  tz: string
  guest: boolean
  bot: boolean
}
export type WireGroup = { id: string; handle: string; users: string[] }
export type WireChannel = {
  id: string
  name: string
  topic: string
  isPrivate: boolean
  isDirect: boolean
  isMember: boolean
  archived: boolean
  members: string[]
  unread: number
  mentions: number
}
export type WireFile = { id: string; name: string; title: string; size: number }
export type WireAttachment = {
  colour: string
  text?: string
  fields: { title: string; value: string; short: boolean }[]
}
export type WireMessage = {
  ts: string
  user: string
  text: string
  blocks: Json[]
  thread?: string
  /** A reply that the channel shows as well. */
  broadcast?: true
  edited: boolean
  only: boolean
  attachments: WireAttachment[]
  files: WireFile[]
  reactions: { name: string; users: string[] }[]
  pinned: boolean
}
export type WireView = Json & {
  id: string
  type: 'modal' | 'home'
  blocks: Json[]
  errors?: Record<string, string>
}
export type WireCommand = { command: string; hint: string; description: string }
export type WireShortcut = {
  type: 'global' | 'message'
  callbackId: string
  name: string
  description: string
}
export type WireApp = {
  workspace: string
  name: string
  bot: string
  hasHome: boolean
  commands: WireCommand[]
  shortcuts: WireShortcut[]
}
export type WireService = {
  id: string
  name: string
  region: string
  desired: number
  running: number
  starting: number
  draining: number
  image: string
  /** What the app changed here, newest last. */
  changes: string[]
}
export type WireMeter = { name: string; value: number; unit: string; bad: boolean }
export type WireFault = {
  name: string
  title: string
  about: string
  cure: string
  state: 'off' | 'hurting' | 'cured'
}
/** What people outside see: the public, the pager, customers. */
export type WireOutside = { where: string; title: string; state: string; lines: string[] }
export type WireProduction = {
  outside: WireOutside[]
  services: WireService[]
  meters: WireMeter[]
  parts: { name: string; up: boolean }[]
  faults: WireFault[]
}
export type WireSample = { at: number; queue: number; errors: number }
export type WireTraffic = {
  sockets: number
  calls: { id: number; method: string; ok: boolean; error?: string; at: number; args: string }[]
  envelopes: { id: string; type: string; what: string; ackMs?: number; at: number; detail: string }[]
}
/** How a method can be told to fail; `error` is any code of Slack's, the others need no more. */
export type WireMethodFault = 'error' | 'status' | 'rate' | 'cut' | 'drop-after' | 'silence'
export type WireSlackFaults = {
  outage: boolean
  rated: boolean
  slowMs: number
  rate: number
  status: number
  drop: number
  /** What can be told to fail by name. */
  methods: string[]
  /** Methods that fail now; without `left`, until somebody ends it. */
  failing: { id: number; method: string; what: string; left?: number }[]
}
export type WireTourStep = { text: string; act?: TourAct }
export type TourAct =
  | { kind: 'break'; fault: string; label: string }
  | { kind: 'type'; channel: string; text: string; label: string }
  | { kind: 'as'; user: string; label: string }

/** One part of what a person can see; the server sends a part when it changed. */
export type Part = { key: string; value: unknown }

type PressTarget = { blockId: string; actionId: string; choice?: string | string[] | null }
export type FormValues = Record<string, Record<string, string | string[] | null>>
export type Act =
  | { do: 'type'; channel: string; text: string; thread?: string }
  | { do: 'edit'; channel: string; ts: string; text: string }
  | { do: 'remove'; channel: string; ts: string }
  | { do: 'react'; channel: string; ts: string; name: string }
  | { do: 'join'; channel: string }
  | { do: 'read'; channel: string }
  | ({ do: 'press'; channel: string; ts: string } & PressTarget)
  | ({ do: 'press-view'; view: string; values: FormValues } & PressTarget)
  | { do: 'submit'; view: string; values: FormValues }
  | { do: 'close'; all: boolean }
  | { do: 'shortcut'; callbackId: string }
  | { do: 'message-shortcut'; callbackId: string; channel: string; ts: string }
  | { do: 'home' }
  | { do: 'dismiss'; channel: string; ts: string }
  | { do: 'break' | 'cure'; fault: string }
  | { do: 'scale'; service: string; by: number }
  | { do: 'fail-method'; method: string; how: WireMethodFault; code: string; times?: number }
  | { do: 'heal-method'; id: number }
  | { do: 'slack'; fault: 'outage' | 'rated' | 'slow' | 'rate' | 'status' | 'drop' | 'refresh'; on: boolean }
/** `error` is in Slack's own words where Slack has some. */
export type Acted = { ok: true } | { ok: false; error: string }

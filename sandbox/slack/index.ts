export type { Person } from './person.ts'
export { type SandboxSlack, startSlack } from './server.ts'
export type { Workspace } from './state.ts'

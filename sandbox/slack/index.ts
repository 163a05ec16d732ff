export type { Person } from './person.ts'
export { startSlack } from './server.ts'
export type { Workspace } from './state.ts'

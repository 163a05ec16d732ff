export type { Person } from './person.ts'
export { failable, startSlack } from './server.ts'
export type { Workspace } from './state.ts'

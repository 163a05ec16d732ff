export { reportJson } from './json.ts'
export { preliminaryReport } from './preliminary.ts'

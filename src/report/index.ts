export { reviewInvitation } from './invitation.ts'
export { reportJson } from './json.ts'
export { preliminaryReport } from './preliminary.ts'

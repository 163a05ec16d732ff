import { canonical, hashBytes } from '../model/chain.ts'
import type { Json } from '../model/words.ts'
import type { ActionRequest } from '../state.ts'

/** How long an approval may be executed on, where the playbook does not say. */
export const defaultValidMs = 15 * 60_000

/** What an approval binds to; drift in any of it voids the approval. */
export type Bound = {
  kind: string
  target: string
  params: Json
  binds: Json
  items: string[]
  entry: string
}

export function hashApproval(bound: Bound): string {
  return hashBytes(canonical({ ...bound, items: bound.items.toSorted() }))
}

/** How many people must have approved it; a step that needs nobody else still needs its requester. */
export const countNeeded = (request: ActionRequest): number => Math.max(1, request.needs.count)

/** Approvals of exactly this preview that are not too old. Those of another preview never count together with them. */
export function validApprovals(
  request: ActionRequest,
  hash: string,
  now: number,
): ActionRequest['approvals'] {
  return request.approvals.filter(a => a.hash === hash && now < a.at + request.validMs)
}

/** Whether one more approval by `user` of the preview `hash` is enough; the same person counts once. */
export function isEnough(request: ActionRequest, user: string, hash: string, now: number): boolean {
  const people = new Set([...validApprovals(request, hash, now).map(a => a.by), user])
  return people.size >= countNeeded(request)
}

/** When an approved request is no longer covered by enough approvals. */
export function approvedUntil(request: ActionRequest): number {
  const times = request.approvals
    .filter(a => a.hash === request.approvedHash)
    .map(a => ({ ...a, until: a.at + request.validMs }))
    .sort((a, b) => b.until - a.until)
  const alone = times.find(a => a.breakGlass)
  return alone?.until ?? times[countNeeded(request) - 1]?.until ?? 0
}

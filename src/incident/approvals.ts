import { canonical, hashBytes } from './chain.ts'
import type { ActionRequest } from './state.ts'
import type { Json } from './words.ts'

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

/** Whether one more approval by `user` is enough; the same person counts once. */
export function isEnough(request: ActionRequest, user: string): boolean {
  const people = new Set([...request.approvals.map(a => a.by), user])
  return people.size >= Math.max(1, request.needs.count)
}

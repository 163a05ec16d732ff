import type { Incident } from '../state.ts'

export const priorities = ['high', 'medium', 'low'] as const
export type Priority = (typeof priorities)[number]

/** Something to be done so that it does not happen again (§6.2). Times are milliseconds since the epoch. */
export type ActionItem = {
  id: string
  title: string
  owner?: string
  dueAt?: number
  priority: Priority
  by: string
  at: number
  done?: { by: string; at: number }
  /** When its owner was last reminded. */
  nudgedAt?: number
}

const weekMs = 7 * 86_400_000
export type ActionItemTimer = { name: 'action-item-due'; at: number; item: string }

export const openActionItems = (i: Incident): ActionItem[] =>
  Object.values(i.actionItems).filter(a => a.done === undefined)

/** An open one is asked for when it is due, and every week after that. */
export function listActionItemTimers(i: Incident): ActionItemTimer[] {
  return openActionItems(i).flatMap(a =>
    a.dueAt === undefined
      ? []
      : [
          {
            name: 'action-item-due' as const,
            at: a.nudgedAt === undefined ? a.dueAt : a.nudgedAt + weekMs,
            item: a.id,
          },
        ],
  )
}

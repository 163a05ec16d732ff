import type { IncidentEvent } from '../events.ts'
import type { Incident } from '../state.ts'

/** What is learnt: root causes, action items, the signature under the post-mortem. */
export function evolveLearning(i: Incident, e: IncidentEvent): Incident {
  switch (e.type) {
    case 'report.exported': {
      const reportFiles = e.data.files.flatMap(({ name, link }) => (link ? [{ name, link }] : []))
      return { ...i, reportFiles, ...(e.data.canvas === true ? { canvas: true } : {}) }
    }
    case 'rca.recorded':
      return { ...i, rca: e.data.rca, rcaSeq: e.seq }
    case 'action-item.opened': {
      const { item: id, title, owner, dueAt, priority } = e.data
      const item = {
        id,
        title,
        priority,
        by: e.by,
        at: e.at,
        ...(owner === undefined ? {} : { owner }),
        ...(dueAt === undefined ? {} : { dueAt }),
      }
      return { ...i, actionItems: { ...i.actionItems, [id]: item } }
    }
    case 'action-item.done':
      return withItem(i, e.data.item, { done: { by: e.by, at: e.at } })
    case 'action-item.nudged':
      return withItem(i, e.data.item, { nudgedAt: e.at })
    case 'postmortem.signed-off':
      return { ...i, signedOff: { by: e.by, at: e.at } }
    case 'sign-off.reminded':
      return { ...i, signOffAskedAt: e.at }
    default:
      return i
  }
}

function withItem(i: Incident, id: string, change: Partial<Incident['actionItems'][string]>): Incident {
  const item = i.actionItems[id]
  return item === undefined ? i : { ...i, actionItems: { ...i.actionItems, [id]: { ...item, ...change } } }
}

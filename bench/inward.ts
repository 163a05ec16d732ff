const outward = ['status-page', 'paging', 'watch']

/** What is measured is Pitcrew, not the patience of a status page: one request a second would be all there is. */
export function inward<T extends object>(playbook: T): T {
  for (const key of outward) delete (playbook as Record<string, unknown>)[key]
  return playbook
}

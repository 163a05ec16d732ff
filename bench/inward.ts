const outward = ['status-page', 'paging', 'watch']

/** What is measured is Pitcrew, not the patience of a status page: one request a second would be all there is. */
export function inward<T extends object>(playbook: T): T {
  const parts = playbook as Record<string, unknown>
  for (const key of outward) delete parts[key]
  // An assumption about a part that is gone would be refused as a misspelt one.
  if (Array.isArray(parts.assumptions))
    parts.assumptions = parts.assumptions.filter(
      a => !outward.some(key => String(a.at).startsWith(`${key}.`)),
    )
  return playbook
}

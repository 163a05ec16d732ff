import { button, encodeMeta, modal, safe, section, type View } from '../blocks/index.ts'
import type { Policy } from '../incident/policy.ts'
import type { Incident } from '../incident/state.ts'

export const callbackId = 'fix'

/** The playbook's resolution patterns, one button each. */
export function view(i: Incident, policy: Policy): View {
  const fixes = Object.entries(policy.fixes)
  return modal({
    callbackId,
    title: 'Fix',
    close: 'Close',
    meta: encodeMeta({ i: i.id }),
    blocks:
      fixes.length === 0
        ? [section(safe`The playbook has no fixes. Somebody who edits playbook.yml must add them.`)]
        : fixes.map(([name, key]) =>
            section(
              safe`*${policy.checklists[key]?.title ?? name}*\n\`/incident fix ${name}\``,
              button('open-fix', 'Preview', encodeMeta({ i: i.id, list: name })),
            ),
          ),
  })
}

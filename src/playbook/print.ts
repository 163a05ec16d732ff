import type { Policy } from '../incident/policy.ts'
import { severities } from '../incident/words.ts'

const minutes = (ms: number) => (ms % 3_600_000 === 0 ? `${ms / 3_600_000} h` : `${ms / 60_000} min`)

/** The playbook on paper, for the day Slack is down: Markdown. */
export function printPolicy(p: Policy): string {
  return `${[
    `# ${p.company}: incident playbook`,
    '',
    `War room: ${p.warRoom ?? 'none'}`,
    '',
    '## People',
    ...Object.values(p.roles).map(r => `- **${r.title}**: ${holders(p, r.people, r.group)}`),
    '',
    '## Contacts',
    ...p.contacts.map(
      c => `- **${c.name}**: ${[c.phone, c.email, c.url, c.note].filter(Boolean).join(', ')}`,
    ),
    '',
    '## Severities',
    ...severities.flatMap(s => [
      `- **${s} ${p.severities[s].name}**: ${p.severities[s].means}. Respond within ${minutes(p.severities[s].respondWithinMs)}, update every ${minutes(p.severities[s].updateEveryMs)}.`,
      ...p.severities[s].examples.map(e => `  - ${e}`),
    ]),
    '',
    '## Phases',
    ...p.phases.map(f => `${f.number}. ${f.name}: ${f.steps.join(', ') || 'as needed'}`),
    '',
    '## Checklists',
    ...Object.values(p.checklists).flatMap(c => [
      `### ${c.title}`,
      ...c.steps.map(s => `- [ ] ${p.actions[s]?.title ?? s}`),
    ]),
    '',
    '## Toolbox',
    ...p.toolbox.flatMap(t => [`${t.title}:`, '', `    ${t.shell}`, '']),
  ].join('\n')}\n`
}

function holders(p: Policy, people: string[], group?: string): string {
  const named = people.map(k => {
    const x = p.people[k]
    return [x?.name ?? k, x?.phone].filter(Boolean).join(' ')
  })
  return [...named, ...(group === undefined ? [] : [`Slack group @${group}`])].join(', ')
}

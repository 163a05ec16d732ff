import type { Policy, Role } from '../incident/policy.ts'
import { severities } from '../incident/words.ts'
import { checkPolicy } from './check.ts'
import { clock } from './clock.ts'

/** The playbook on paper, for the day Slack is down: Markdown. */
export function printPolicy(p: Policy): string {
  return `${[
    `# ${p.company}: incident playbook`,
    '',
    `War room: ${p.warRoom ?? 'none'}`,
    '',
    '## People',
    ...Object.values(p.roles).map(r => `- **${r.title}**: ${onPaper(p, r)}`),
    '',
    '## Contacts',
    ...p.contacts.map(
      c => `- **${c.name}**: ${[c.phone, c.email, c.url, c.note].filter(Boolean).join(', ')}`,
    ),
    '',
    '## Severities',
    ...severities.flatMap(s => [
      `- **${s} ${p.severities[s].name}**: ${p.severities[s].means}. Respond within ${clock(p.severities[s].respondWithinMs)}, update every ${clock(p.severities[s].updateEveryMs)}.`,
      ...p.severities[s].examples.map(e => `  - ${e}`),
    ]),
    '',
    '## Who is told when',
    '```',
    checkPolicy(p).table,
    '```',
    '',
    '## Phases',
    ...p.phases.map(f => `${f.number}. ${f.name}: ${f.steps.join(', ') || 'as needed'}`),
    '',
    '## Checklists',
    ...Object.values(p.checklists).flatMap(c => [
      `### ${c.title}`,
      ...c.steps.map(s => `- [ ] ${p.actions[s]?.title ?? p.manual[s]?.title ?? s}`),
    ]),
    '',
    ...(Object.values(p.manual).some(m => m.text ?? m.contact)
      ? [
          '',
          '## By hand',
          ...Object.values(p.manual).map(
            m =>
              `- [ ] **${m.title}** ${[m.contact?.name, m.contact?.phone, m.contact?.email, m.text].filter(Boolean).join(', ')}`,
          ),
        ]
      : []),
    '',
    '## Toolbox',
    ...p.toolbox.flatMap(t => [`${t.title}:`, '', `    ${t.shell}`, '']),
  ].join('\n')}\n`
}

function onPaper(p: Policy, { people, group, schedule }: Role): string {
  const named = people.map(k => {
    const x = p.people[k]
    return [x?.name ?? k, x?.phone].filter(Boolean).join(' ')
  })
  return [
    ...named,
    ...(group === undefined ? [] : [`Slack group @${group}`]),
    ...(schedule === undefined ? [] : [`whoever is on call by ${schedule} in the pager`]),
  ].join(', ')
}

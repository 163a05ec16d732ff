import { severities } from '../incident/model/words.ts'
import type { Policy, Role, Sentence } from '../incident/policy.ts'
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
      `### ${[c.title, ...usedFor(p, c.key)].join(': ')}`,
      ...c.checks.map(k => `- Look first: ${p.probes.find(x => x.key === k)?.title ?? k}`),
      ...c.steps.flatMap(s => stepOnPaper(p, s)),
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
    '## Words for the public',
    ...Object.entries(p.statusPage?.drafts ?? {}).flatMap(([status, draft]) => [
      `Status page, ${status}:`,
      ...draft.map(sentenceOnPaper),
    ]),
    ...Object.entries(p.texts).flatMap(([key, draft]) => [
      `${titleOfText(p, key)}:`,
      ...draft.map(sentenceOnPaper),
    ]),
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

function usedFor(p: Policy, key: string): string[] {
  const contains = Object.entries(p.containment).flatMap(([s, list]) =>
    list === key ? [`containment of a ${s}`] : [],
  )
  const mends = Object.entries(p.fixes).flatMap(([name, list]) => (list === key ? [`fix, ${name}`] : []))
  return [...contains, ...mends]
}

/** What Pitcrew would do, as a line to type; what people do anyway, with its words. */
function stepOnPaper(p: Policy, key: string): string[] {
  const action = p.actions[key]
  if (action === undefined) return [`- [ ] By hand: ${p.manual[key]?.title ?? key}`]
  const { approval, title, shell } = action
  const who =
    approval.count === 0
      ? ''
      : ` (approved by ${approval.roles.map(r => p.roles[r]?.title ?? r).join(' or ')})`
  return [`- [ ] ${title}${who}`, ...(shell === undefined ? [] : ['', `      ${shell}`, ''])]
}

function titleOfText(p: Policy, key: string): string {
  const action = Object.values(p.actions).find(a => (a.params as { text?: unknown } | null)?.text === key)
  const step = Object.values(p.manual).find(m => m.draft === key)
  return action?.title ?? step?.title ?? key
}

/** A sentence that rests on something says on what: on paper nobody else checks it. */
function sentenceOnPaper({ say, if: only, unless }: Sentence): string {
  const when =
    only === undefined ? (unless === undefined ? '' : ` (unless: ${unless})`) : ` (only if: ${only})`
  return `- ${say}${when}`
}

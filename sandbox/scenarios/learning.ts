import { execFileSync } from 'node:child_process'
import { until } from '../drill/eyes.ts'
import type { Stage } from '../drill/stage.ts'
import type { Person } from '../slack/index.ts'

type Say = (line: string) => void

/** People talk while they work: one corrects a word, one takes back what should not have been said. */
export function talk(stage: Stage, channel: string, say: Say): void {
  const id = stage.slack.state.channelNamed(channel)?.id ?? ''
  const lee = stage.slack.client('U0LEE')
  const ts = lee.say(id, 'It began right after the monthly report')
  lee.react(id, ts, 'stopwatch')
  const typo = lee.say(id, 'the databse is locked')
  lee.edit(id, typo, 'the database is locked')
  lee.remove(id, lee.say(id, 'my password is hunter2'))
  stage.slack.client('U0MAYA').say(id, 'seen', ts)
  say('U0LEE and U0MAYA talk; one word is corrected, one message is taken back')
}

/** What was learnt, written down in the forms. */
export async function writeDown(person: Person, channel: string, say: Say): Promise<void> {
  await person.command(`#${channel}`, '/incident rca')
  await until('the form', () => person.modal()?.title === 'Root cause')
  person.fill({
    'What happened?': 'Monthly reports held a table that the API needs.',
    'Why? (1)': 'The report locks the whole table.',
    'Technical factors': 'One pool for reports and requests',
    'What went well?': 'The guilty query was named within a minute',
  })
  await person.submit()
  await person.command(`#${channel}`, '/incident actions')
  const offer = await until('the list', () =>
    person.sees(channel).findLast(m => m.buttons.some(b => b.label === 'New action item')),
  )
  if (offer !== undefined) await person.press('New action item', channel)
  await until('the form', () => person.modal()?.title === 'Action item')
  person.fill({ 'What is to be done?': 'Give reports their own replica', 'Who does it?': 'U0LEE' })
  await person.submit()
  await until('the action item', () =>
    person.sees(channel).some(m => m.text.includes('⬜ Action item: Give reports')),
  )
  say(`${person.user} writes down the root cause and an action item`)
}

export const reportOf = (stage: Stage, ending: RegExp) =>
  [...stage.slack.state.files.values()].filter(f => ending.test(f.name)).map(f => f.bytes)

/** The same story once more: are its files the same, byte for byte? */
export async function exportAgain(stage: Stage, person: Person, channel: string): Promise<string[]> {
  // A file has its name before it has its bytes: what counts is that people see it.
  const seen = () => person.sees(channel).flatMap(m => m.files.filter(f => /report-\d+\.md$/.test(f))).length
  for (const nth of [1, 2]) {
    const had = seen()
    await person.command(`#${channel}`, '/incident export')
    await until(`export ${nth}`, () => seen() > had)
  }
  return [/report-\d+\.md$/, /report-\d+\.html$/, /report-\d+\.json$/, /report-\d+-chart\.png$/].flatMap(
    ending => {
      const [first, second] = reportOf(stage, ending).slice(-2)
      return first !== undefined && second !== undefined && first.equals(second) ? [] : [String(ending)]
    },
  )
}

/** `npm run audit` on the incident: its words, or why it failed. */
export function audit(stage: Stage, id: string): { ok: boolean; words: string } {
  try {
    const env = { ...process.env, REDIS_URL: stage.redis.url }
    return {
      ok: true,
      words: execFileSync(process.execPath, ['src/audit.ts', id], { env, encoding: 'utf8' }).trim(),
    }
  } catch (error) {
    return { ok: false, words: error instanceof Error ? error.message.slice(0, 200) : String(error) }
  }
}

export const templateSections = [
  '# Post-Mortem: ',
  '**Date**',
  '**Facilitator**',
  '**Attendees**',
  '## Executive Summary',
  '## Timeline',
  '## Root Cause Analysis',
  '### What Happened',
  '### Why It Happened',
  '### Contributing Factors',
  '## Impact Assessment',
  '- **Duration**',
  '- **Customers Affected**',
  '- **Revenue Impact**',
  '- **SLA Breach**',
  '## What Went Well',
  '## What Didn’t Go Well',
  '## Action Items',
  '## Lessons Learned',
]

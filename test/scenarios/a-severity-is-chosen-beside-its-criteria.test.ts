import { expect, test } from 'vitest'
import { startsPitcrew } from '../harness/starts-pitcrew.ts'

const begin = startsPitcrew()
/** The document's own words, one of each severity. */
const criteria = [
  'P1 · Critical: customer safety impact',
  '• Emergency service completely unavailable',
  '• Database total failure preventing emergency requests',
  '• Payment system down preventing service completion',
  '• Major security breach',
  '• Emergency service severely degraded (>50% capacity loss)',
  '• Response time SLA breach (>90 minutes)',
  '• Regional outage affecting significant customer base',
  '• Authentication system failure',
  '• Non-critical feature failure',
  '• Performance degradation within SLA',
  '• Minor third-party service issues',
  '• Monitoring/dashboard issues',
  '• Cosmetic issues',
  '• Development environment problems',
  '• Non-urgent security updates',
]

test('the criteria of all four severities stand in the declare form, the severity form and the update form', async () => {
  const h = await begin()
  const maya = h.as('U0MAYA')
  const shown = () => maya.modal()?.text.replaceAll('*', '') ?? ''
  await maya.command('#emergency-incidents', '/incident declare')
  await h.idle()
  await maya.choose('Severity', 'P1 · Critical')
  await h.idle()
  for (const words of criteria.slice(0, 5)) expect(shown()).toContain(words)
  await maya.pressInModal('More options')
  await h.idle()
  for (const words of criteria) expect(shown()).toContain(words)
  await maya.command('#emergency-incidents', '/incident declare P2 slow')
  await h.idle()
  const channel = maya.channels().find(c => c.startsWith('inc-')) ?? ''
  for (const subcommand of ['severity', 'update']) {
    await maya.command(channel, `/incident ${subcommand}`)
    await h.idle()
    for (const words of criteria) expect(shown()).toContain(words)
  }
  expect(h.slack.ledger.calls.filter(c => !c.ok && c.error !== 'already_in_channel')).toEqual([])
})

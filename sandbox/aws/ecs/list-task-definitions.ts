import type { Operation } from './operation.ts'

export const listTaskDefinitions: Operation = {
  name: 'ListTaskDefinitions',
  run(world, region, input) {
    const service = Object.values(world.services).find(s => s.region === region)
    const named = service?.family.endsWith(`/${input.familyPrefix}`) === true
    const numbers = named ? (service?.revisions.map(r => r.number) ?? []).sort((a, b) => a - b) : []
    const ordered = input.sort === 'DESC' ? numbers.reverse() : numbers
    const most = Number(input.maxResults ?? 100)
    return { taskDefinitionArns: ordered.slice(0, most).map(n => `${service?.family}:${n}`) }
  },
}

import { AwsRefusal, type Operation } from './operation.ts'

export const describeTaskDefinition: Operation = {
  name: 'DescribeTaskDefinition',
  run(world, region, input) {
    const revision = /:(\d+)$/.exec(String(input.taskDefinition))?.[1]
    if (revision === undefined) throw new AwsRefusal('ClientException', 'Unable to describe task definition.')
    const service = Object.values(world.services).find(s => s.region === region)
    const known = service?.revisions.find(r => r.number === Number(revision))
    const registered = known?.registeredAt ?? world.now()
    const environment = Object.entries(known?.environment ?? {}).map(([name, value]) => ({ name, value }))
    return {
      taskDefinition: {
        registeredAt: registered / 1000,
        taskDefinitionArn: input.taskDefinition,
        family: 'tyrehero-emergency',
        revision: Number(revision),
        status: 'ACTIVE',
        containerDefinitions: [
          { name: 'api', image: `registry.example/emergency-api:v${revision}`, environment },
        ],
      },
    }
  },
}

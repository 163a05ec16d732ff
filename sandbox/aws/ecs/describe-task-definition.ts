import { AwsRefusal, type Operation } from './operation.ts'

export const describeTaskDefinition: Operation = {
  name: 'DescribeTaskDefinition',
  run(world, region, input) {
    const revision = /:(\d+)$/.exec(String(input.taskDefinition))?.[1]
    if (revision === undefined) throw new AwsRefusal('ClientException', 'Unable to describe task definition.')
    const known = Object.values(world.services)
      .filter(s => s.region === region)
      .flatMap(s => s.revisions)
      .find(r => r.number === Number(revision))
    if (known === undefined) throw new AwsRefusal('ClientException', 'Unable to describe task definition.')
    const environment = Object.entries(known.environment).map(([name, value]) => ({ name, value }))
    return {
      taskDefinition: {
        registeredAt: known.registeredAt / 1000,
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

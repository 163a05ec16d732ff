import { AwsRefusal, type Operation } from './operation.ts'

export const describeTaskDefinition: Operation = {
  name: 'DescribeTaskDefinition',
  run(_, __, input) {
    const revision = /:(\d+)$/.exec(String(input.taskDefinition))?.[1]
    if (revision === undefined) throw new AwsRefusal('ClientException', 'Unable to describe task definition.')
    return {
      taskDefinition: {
        taskDefinitionArn: input.taskDefinition,
        family: 'tyrehero-emergency',
        revision: Number(revision),
        status: 'ACTIVE',
        containerDefinitions: [{ name: 'api', image: `registry.example/emergency-api:v${revision}` }],
      },
    }
  },
}

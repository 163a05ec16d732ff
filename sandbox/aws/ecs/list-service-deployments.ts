import { findService, type Operation } from './operation.ts'

/** Newest first; a page has at most a hundred. */
export const listServiceDeployments: Operation = {
  name: 'ListServiceDeployments',
  run(world, region, input) {
    const service = findService(world, region, input, input.service)
    const arn = (kind: string, id: string) =>
      `${service.arn.replace(':service/', `:${kind}/`)}/${id.split('/').at(-1)}`
    const most = Math.min(100, Number(input.maxResults ?? 20))
    return {
      serviceDeployments: service
        .history()
        .slice(0, most)
        .map(d => ({
          serviceDeploymentArn: arn('service-deployment', d.id),
          serviceArn: service.arn,
          targetServiceRevisionArn: arn('service-revision', d.id),
          createdAt: d.createdAt / 1000,
          startedAt: d.createdAt / 1000,
          status: d.status,
        })),
    }
  },
}

import {
  type ExportTask as AwsTask,
  CloudWatchLogsClient,
  CreateExportTaskCommand,
  DeleteRetentionPolicyCommand,
  DescribeExportTasksCommand,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs'
import { NotSent } from '../../runbook/ports/faults.ts'
import type { ExportTask, LogGroupRef, Logs } from '../../runbook/ports/logs.ts'
import { createClients } from './clients.ts'
import { callAws } from './errors.ts'

/** Small enough that reading one page does not hold up anything else. */
const pageLines = 1000

/** As many as AWS puts on a page. */
const mostTasks = 50

/** CloudWatch Logs through the SDK. Reading retries; writing is sent once and may end as `Ambiguous`. */
export function createLogs(): Logs & { stop(): void } {
  const clients = createClients(config => new CloudWatchLogsClient(config))
  const abort = (signal?: AbortSignal) => (signal === undefined ? {} : { abortSignal: signal })
  const call = (operation: string, { region }: { region: string }, changes = false) => ({
    operation: `logs:${operation}`,
    region,
    changes,
  })

  /** Page after page, since an account keeps its exports for months. */
  async function* listTasks(
    ref: LogGroupRef,
    by: { taskId?: string; statusCode?: 'PENDING' | 'PENDING_CANCEL' | 'RUNNING' },
    signal?: AbortSignal,
  ): AsyncGenerator<AwsTask> {
    let nextToken: string | undefined
    do {
      const command = new DescribeExportTasksCommand({
        ...by,
        // One task by its id is no list.
        ...(by.taskId === undefined ? { limit: mostTasks } : {}),
        ...(nextToken === undefined ? {} : { nextToken }),
      })
      const page = await callAws(call('DescribeExportTasks', ref), () =>
        clients.reading(ref.region).send(command, abort(signal)),
      )
      yield* page.exportTasks ?? []
      nextToken = page.nextToken
    } while (nextToken !== undefined)
  }

  return {
    async *search(ref, { from, to, pattern }, signal) {
      let nextToken: string | undefined
      do {
        const command = new FilterLogEventsCommand({
          logGroupName: ref.group,
          filterPattern: pattern,
          startTime: from,
          endTime: to,
          limit: pageLines,
          ...(nextToken === undefined ? {} : { nextToken }),
        })
        const page = await callAws(call('FilterLogEvents', ref), () =>
          clients.reading(ref.region).send(command, abort(signal)),
        )
        nextToken = page.nextToken
        // A page may be empty while there are more.
        yield (page.events ?? []).map(e => ({
          at: e.timestamp ?? 0,
          text: e.message ?? '',
          stream: e.logStreamName ?? '',
        }))
      } while (nextToken !== undefined)
    },
    describeGroup(ref, signal) {
      const command = new DescribeLogGroupsCommand({ logGroupNamePrefix: ref.group, limit: 50 })
      return callAws(call('DescribeLogGroups', ref), async () => {
        const answer = await clients.reading(ref.region).send(command, abort(signal))
        const found = answer.logGroups?.find(g => g.logGroupName === ref.group)
        if (found === undefined)
          throw new NotSent('ResourceNotFound', `AWS knows no log group ${ref.group} in ${ref.region}`)
        return {
          storedBytes: found.storedBytes ?? 0,
          ...(found.creationTime === undefined ? {} : { createdAt: found.creationTime }),
          ...(found.retentionInDays === undefined ? {} : { days: found.retentionInDays }),
        }
      })
    },
    async setRetention(ref, days, signal) {
      const logGroupName = ref.group
      if (days === undefined)
        await callAws(call('DeleteRetentionPolicy', ref, true), () =>
          clients.writing(ref.region).send(new DeleteRetentionPolicyCommand({ logGroupName }), abort(signal)),
        )
      else
        await callAws(call('PutRetentionPolicy', ref, true), () =>
          clients
            .writing(ref.region)
            .send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: days }), abort(signal)),
        )
    },
    startExport({ region, group, bucket, from, to, name }, signal) {
      const window = { from, to, taskName: name, destinationPrefix: name }
      const command = new CreateExportTaskCommand({ logGroupName: group, destination: bucket, ...window })
      return callAws(call('CreateExportTask', { region }, true), async () => {
        const { taskId } = await clients.writing(region).send(command, abort(signal))
        if (taskId === undefined) throw new Error('the answer names no export')
        return { task: taskId }
      })
    },
    async findExport(ref, by, signal) {
      const tasks = listTasks(ref, 'id' in by ? { taskId: by.id } : {}, signal)
      for await (const t of tasks)
        if ('id' in by ? t.taskId === by.id : t.taskName === by.name) return toTask(t)
      return undefined
    },
    async listRunningExports(ref, signal) {
      const found: ExportTask[] = []
      for (const statusCode of ['RUNNING', 'PENDING', 'PENDING_CANCEL'] as const)
        for await (const t of listTasks(ref, { statusCode }, signal)) found.push(toTask(t))
      return found
    },
    stop: clients.stop,
  }
}

function toTask(t: AwsTask): ExportTask {
  return {
    id: t.taskId ?? '',
    status: t.status?.code ?? 'UNKNOWN',
    ...(t.status?.message === undefined ? {} : { detail: t.status.message }),
  }
}

// The floor: a bare BullMQ worker that posts when a delayed job is due, and nothing else.

import { WebClient } from '@slack/web-api'
import { Worker } from 'bullmq'
import { Redis } from 'ioredis'

const [url = '', prefix = '', token = '', slackApiUrl = ''] = process.argv.slice(2)
const slack = new WebClient(token, { slackApiUrl, retryConfig: { retries: 0 }, maxRequestConcurrency: 100 })
const worker = new Worker(
  'bare',
  async job => {
    await slack.chat.postMessage({
      channel: job.data.channel,
      text: `bare ${job.data.n}`,
      metadata: { event_type: 'bare', event_payload: { n: job.data.n } },
    })
  },
  {
    connection: new Redis(url, { maxRetriesPerRequest: null }),
    prefix,
    concurrency: 50,
  },
)
await worker.waitUntilReady()
process.on('message', async () => {
  await worker.close()
  process.exit(0)
})
process.send?.('ready')

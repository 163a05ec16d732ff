import type { Check } from '../check.ts'

/** Of a service that needs several values, those that do nothing alone. */
const names: Record<string, string[]> = {
  PagerDuty: ['PAGERDUTY_WEBHOOK_SECRET', 'PAGERDUTY_FROM'],
  'status page': ['STATUSPAGE_TOKEN', 'STATUSPAGE_PAGE_ID'],
}

/** Services that doctor does not examine. A report that left them out would read as if they were fine. */
export const services: Check = {
  name: 'services',
  async run({ config }, tell) {
    const all: [subject: string, value: unknown, variable: string][] = [
      ['AWS', config.awsRegion, 'AWS_REGION'],
      ['Kubernetes', config.kubeconfig, 'KUBECONFIG'],
      ['cache', config.cacheUrl, 'CACHE_URL'],
      ['ending queries', config.databaseAdminUrl, 'DATABASE_ADMIN_URL'],
      ['PagerDuty', config.pagerduty, 'PAGERDUTY_ROUTING_KEY'],
      ['status page', config.statusPage, 'STATUSPAGE_TOKEN and STATUSPAGE_PAGE_ID'],
      ['archive', config.archiveDatabaseUrl, 'ARCHIVE_DATABASE_URL'],
    ]
    for (const [subject, value, variable] of all) {
      const half = names[subject]?.filter(name => config.secret(name) !== undefined) ?? []
      if (value === undefined && half.length > 0)
        tell(
          subject,
          'wrong',
          `is off although ${half.join(' and ')} ${half.length === 1 ? 'is' : 'are'} set`,
          `Set ${variable} as well.`,
        )
      else if (value === undefined) tell(subject, 'off', `set ${variable}`)
      else
        tell(
          subject,
          'look',
          'is set up, and doctor does not examine it',
          '/incident status says whether it answers; a drill with /incident declare drill tries it.',
        )
    }
  },
}

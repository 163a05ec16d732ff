// The customer's document, line by line: long, and read by looking up a section.

/** What may stand at a path of playbook.yml. */
type Value = string | number | boolean | string[] | Record<string, string | number | boolean>
export type Line = { line: string; values: Record<string, Value> }

/** As playbook.yml names a variable of the environment. */
const secret = (name: string) => `\${env:${name}}`
const service = { cluster: 'tyrehero-production', service: 'tyrehero-emergency-api' }
const criteria = {
  P1: [
    'Emergency service completely unavailable',
    'Database total failure preventing emergency requests',
    'Payment system down preventing service completion',
    'Major security breach',
  ],
  P2: [
    'Emergency service severely degraded (>50% capacity loss)',
    'Response time SLA breach (>90 minutes)',
    'Regional outage affecting significant customer base',
    'Authentication system failure',
  ],
  P3: [
    'Non-critical feature failure',
    'Performance degradation within SLA',
    'Minor third-party service issues',
    'Monitoring/dashboard issues',
  ],
  P4: ['Cosmetic issues', 'Development environment problems', 'Non-urgent security updates'],
}
const restart =
  'aws ecs update-service --cluster tyrehero-production --service tyrehero-emergency-api --force-new-deployment'
const rollback =
  "aws ecs update-service --cluster tyrehero-production --service tyrehero-emergency-api --task-definition $(aws ecs describe-services --cluster tyrehero-production --services tyrehero-emergency-api --query 'services[0].deployments[1].taskDefinition' --output text)"

/**
 * Written by hand from the customer's incident response document, never read from playbook.yml: what each line of the
 * document says, and where in playbook.yml that stands. Durations are in the playbook's spelling.
 */
export const documentLines: Line[] = [
  {
    line: 'Contacts: primary and secondary on-call',
    values: {
      'roles.primary-oncall.title': 'Primary On-Call Engineer',
      'roles.secondary-oncall.title': 'Secondary On-Call Engineer',
      'people.maya.pagerduty': 'primary-oncall',
      'people.lee.pagerduty': 'secondary-oncall',
      'people.maya.phone': '+44-7XXX-XXXXXX',
      'people.lee.phone': '+44-7XXX-XXXXXX',
      'on-call': ['primary-oncall', 'secondary-oncall'],
    },
  },
  { line: 'Contacts: emergency channel', values: { 'channels.emergency': 'emergency-incidents' } },
  { line: 'Contacts: war room', values: { 'war-room': 'https://meet.google.com/emergency-war-room' } },
  {
    line: 'Contacts: engineering manager, VP, CEO',
    values: {
      'roles.engineering-manager.title': 'Engineering Manager',
      'roles.vp-engineering.title': 'VP Engineering',
      'roles.ceo.title': 'CEO',
      'people.grace.phone': '+44-7XXX-XXXXXX',
      'people.victor.phone': '+44-7XXX-XXXXXX',
      'people.carol.phone': '+44-7XXX-XXXXXX',
    },
  },
  {
    line: 'Contacts: 999, AWS, PagerDuty, Datadog',
    values: {
      'contacts.0.phone': '999',
      'contacts.1.name': 'AWS Enterprise Support',
      'contacts.1.phone': '+44-XXXX-XXXXXX',
      'contacts.1.note': 'case priority: Business Critical',
      'contacts.2.name': 'Datadog',
      'contacts.2.email': 'support@datadoghq.com',
      'contacts.3.name': 'PagerDuty',
      'contacts.3.email': 'support@pagerduty.com',
    },
  },
  {
    line: 'Severity: response time of each',
    values: {
      'severities.P1.respond-within': '5m',
      'severities.P2.respond-within': '15m',
      'severities.P3.respond-within': '1h',
      'severities.P4.respond-within': '4h',
    },
  },
  {
    line: 'Severity: update frequency of each',
    values: {
      'severities.P1.update-every': '15m',
      'severities.P2.update-every': '30m',
      'severities.P3.update-every': '2h',
      'severities.P4.update-every': '1d',
    },
  },
  {
    line: 'Severity: names and criteria lists',
    values: {
      'severities.P1.name': 'Critical',
      'severities.P2.name': 'High',
      'severities.P3.name': 'Medium',
      'severities.P4.name': 'Low',
      'severities.P1.means': 'customer safety impact',
      'severities.P2.means': 'service degraded',
      'severities.P3.means': 'reduced functionality',
      'severities.P4.means': 'minimal impact',
      'severities.P1.examples': criteria.P1,
      'severities.P2.examples': criteria.P2,
      'severities.P3.examples': criteria.P3,
      'severities.P4.examples': criteria.P4,
    },
  },
  {
    line: 'Workflow: six phases with their times',
    values: {
      'phases.0.name': 'Detection & Initial Response',
      'phases.0.from': '0m',
      'phases.0.to': '5m',
      'phases.1.name': 'Assessment & Mobilization',
      'phases.1.from': '5m',
      'phases.1.to': '15m',
      'phases.2.name': 'Containment & Mitigation',
      'phases.2.from': '15m',
      'phases.2.to': '30m',
      'phases.3.name': 'Investigation & Resolution',
      'phases.3.from': '30m',
      'phases.4.name': 'Recovery & Validation',
      'phases.5.name': 'Post-Incident Activities',
    },
  },
  {
    line: '§1.3 Status page at once for P1 and P2',
    values: {
      'status-page.on-declare': 'auto',
      'status-page.severities': ['P1', 'P2'],
      'status-page.name': 'Emergency Service Investigation {{incident}}',
      'status-page.impact.P1': 'critical',
    },
  },
  {
    line: '§2.1 Three endpoints',
    values: {
      'diagnostics.api-health.with.url': 'https://api.tyrehero.com/health',
      'diagnostics.emergency-health.with.url': 'https://emergency.tyrehero.com/health',
      'diagnostics.emergency-status.with.url': 'https://api.tyrehero.com/api/emergency/status',
    },
  },
  { line: '§2.1 Database connectivity', values: { 'diagnostics.database.probe': 'postgres-ready' } },
  { line: '§2.1 Cache connectivity', values: { 'diagnostics.cache.probe': 'redis-ping' } },
  {
    line: '§2.1 ECS running and desired',
    values: {
      'diagnostics.ecs-london.probe': 'ecs-service',
      'diagnostics.ecs-london.with.cluster': service.cluster,
      'diagnostics.ecs-london.with.service': service.service,
    },
  },
  {
    line: '§2.2 Severity algorithm',
    values: {
      'assessment.rules.0': { factor: 'service-available', is: false, severity: 'P1' },
      'assessment.rules.1': { factor: 'customers-affected', above: 1000, severity: 'P1' },
      'assessment.rules.2': { factor: 'security', is: false, severity: 'P1' },
      'assessment.rules.3': { factor: 'emergency-queue', above: 10, severity: 'P1' },
      'assessment.rules.7': { factor: 'customers-affected', above: 100, severity: 'P2' },
      'assessment.rules.8': { factor: 'emergency-queue', above: 5, severity: 'P2' },
      'assessment.otherwise': 'P3',
    },
  },
  {
    line: '§2.2 The criteria lists as rules',
    values: {
      'assessment.rules.4': { factor: 'database', is: false, severity: 'P1' },
      'assessment.rules.5': { factor: 'payments', is: false, severity: 'P1' },
      'assessment.rules.6': { factor: 'customers-can-call', is: false, severity: 'P1' },
      'assessment.rules.9': { factor: 'capacity-loss', above: 50, severity: 'P2' },
      'assessment.rules.10': { factor: 'response', above: 90, severity: 'P2' },
      'assessment.rules.11': { factor: 'authentication', is: false, severity: 'P2' },
    },
  },
  {
    line: '§3.1 P1: restart the service',
    values: {
      'actions.restart-emergency-api.kind': 'ecs-force-new-deployment',
      'actions.restart-emergency-api.shell': restart,
      'actions.restart-emergency-api.with.cluster': service.cluster,
      'actions.restart-emergency-api.with.service': service.service,
    },
  },
  {
    line: '§3.1 P1: scale the second region to 6',
    values: {
      'actions.scale-secondary-region.kind': 'ecs-scale-service',
      'actions.scale-secondary-region.shell':
        'aws ecs update-service --cluster tyrehero-production-secondary --service tyrehero-emergency-api --desired-count 6 --region eu-west-1',
      'actions.scale-secondary-region.with.region': 'eu-west-1',
      'actions.scale-secondary-region.with.cluster': 'tyrehero-production-secondary',
      'actions.scale-secondary-region.with.service': service.service,
      'actions.scale-secondary-region.with.atLeast': 6,
    },
  },
  {
    line: '§3.1 P1: emergency routing',
    values: {
      'actions.activate-emergency-routing.with.path': 'activate-emergency-routing.sh',
      'actions.activate-emergency-routing.shell': './scripts/activate-emergency-routing.sh',
    },
  },
  {
    line: '§3.1 P1: alert the emergency team',
    values: {
      'actions.alert-emergency-team.with.channel': 'emergency-incidents',
      'actions.alert-emergency-team.with.text': '🚨 P1 INCIDENT: Emergency containment activated',
    },
  },
  {
    line: '§3.1 P1, P2, P3: the order of the steps',
    values: {
      'checklists.contain-p1.steps': [
        'restart-emergency-api',
        'scale-secondary-region',
        'activate-emergency-routing',
        'alert-emergency-team',
        'post-on-social-media',
      ],
      'checklists.contain-p2.steps': ['scale-capacity', 'enable-enhanced-monitoring', 'post-on-social-media'],
      'checklists.contain-p3.steps': ['export-old-logs', 'shorten-log-retention'],
      'containment.P1': 'contain-p1',
      'containment.P2': 'contain-p2',
      'containment.P3': 'contain-p3',
    },
  },
  {
    line: '§3.1 P2: scale to 12',
    values: {
      'actions.scale-capacity.kind': 'ecs-scale-service',
      'actions.scale-capacity.with.cluster': service.cluster,
      'actions.scale-capacity.with.service': service.service,
      'actions.scale-capacity.with.atLeast': 12,
    },
  },
  {
    line: '§3.1 P2: enhanced monitoring',
    values: {
      'actions.enable-enhanced-monitoring.with.path': 'enable-enhanced-monitoring.sh',
      'actions.enable-enhanced-monitoring.shell': './scripts/enable-enhanced-monitoring.sh',
    },
  },
  {
    line: '§3.1 P3: log retention',
    values: {
      'actions.shorten-log-retention.kind': 'log-retention',
      'actions.shorten-log-retention.with.group': '/ecs/tyrehero-emergency',
      'actions.shorten-log-retention.with.days': 7,
      'actions.shorten-log-retention.shell':
        'aws logs put-retention-policy --log-group-name /ecs/tyrehero-emergency --retention-in-days 7',
    },
  },
  {
    line: '§3.2 Status page: identified',
    values: {
      'status-page.drafts.identified.0':
        'We have identified the issue affecting our emergency service and are implementing a fix.',
      'status-page.drafts.identified.2.say': 'Estimated resolution: {{eta}}.',
      'status-page.drafts.identified.2.if': 'eta',
    },
  },
  {
    line: '§3.2 SMS to customers with active requests, P1 and P2 only',
    values: {
      'customers.sms.severities': ['P1', 'P2'],
      'customers.email.severities': ['P1', 'P2'],
      'actions.sms-active-customers.with.path': 'notify_active_customers.py',
      'texts.sms.0': "TyreHero Update: We're resolving a technical issue.",
      'texts.sms.1.say': 'Your emergency request is still being processed.',
      'texts.sms.2.say': 'ETA: {{eta}}.',
    },
  },
  {
    line: '§3.2 Social media reminder',
    values: {
      'manual.post-on-social-media.title': 'Post on @TyreHeroUK (Twitter and Facebook)',
      'status-page.by-hand.identified': ['post-on-social-media'],
      'texts.social.0': "We're currently resolving a technical issue affecting our service.",
      'texts.social.1.say': 'All emergency requests continue to be processed.',
      'texts.social.2': 'Updates: https://status.tyrehero.com',
    },
  },
  {
    line: '§4.1 Error logs of two hours, by pattern',
    values: {
      'investigation.within': '2h',
      'investigation.logs.0.group': '/ecs/tyrehero-emergency',
      'investigation.logs.0.pattern': 'ERROR',
    },
  },
  {
    line: '§4.1 Database performance',
    values: { 'investigation.database.slower-than': 1000, 'investigation.database.top': 20 },
  },
  {
    line: '§4.1 CPU of the service',
    values: { 'investigation.services.0.service': service.service },
  },
  {
    line: '§4.1 External dependencies',
    values: {
      'diagnostics.stripe.with.url': 'https://api.stripe.com/v1/charges',
      'diagnostics.google-maps.with.url': 'https://maps.googleapis.com/maps/api/geocode/json',
      'investigation.dependencies': ['stripe', 'google-maps'],
    },
  },
  {
    line: '§4.3 Database: connections, long queries, pooler',
    values: {
      'fixes.database': 'fix-database',
      'checklists.fix-database.checks': ['database-connections'],
      'checklists.fix-database.steps': ['end-long-queries', 'restart-pooler'],
      'diagnostics.database-connections.probe': 'postgres-connections',
      'actions.end-long-queries.kind': 'postgres-terminate-long-queries',
      'actions.end-long-queries.with.olderThan': '5m',
      'actions.restart-pooler.kind': 'kubernetes-rollout-restart',
      'actions.restart-pooler.with.deployment': 'pgbouncer',
      'actions.restart-pooler.shell': 'kubectl rollout restart deployment pgbouncer',
    },
  },
  {
    line: '§4.3 Application: restart, flush and warm caches',
    values: {
      'fixes.application': 'fix-application',
      'checklists.fix-application.steps': ['restart-emergency-api', 'empty-cache', 'warm-cache'],
      'actions.empty-cache.kind': 'cache-flush',
      'actions.empty-cache.shell': 'redis-cli -h $CACHE_HOST FLUSHALL',
      'actions.warm-cache.with.method': 'POST',
      'actions.warm-cache.with.url': 'https://api.tyrehero.com/admin/cache/warm',
      'actions.warm-cache.with.headers.Authorization': `Bearer ${secret('ADMIN_TOKEN')}`,
    },
  },
  {
    line: '§4.3 Infrastructure: scale to 10, ALB health',
    values: {
      'fixes.infrastructure': 'fix-infrastructure',
      'checklists.fix-infrastructure.steps': ['scale-infrastructure'],
      'actions.scale-infrastructure.with.cluster': service.cluster,
      'actions.scale-infrastructure.with.service': service.service,
      'actions.scale-infrastructure.with.atLeast': 10,
      'diagnostics.load-balancer.probe': 'alb-target-health',
      'diagnostics.load-balancer.with.targetGroup': secret('TARGET_GROUP_ARN'),
    },
  },
  {
    line: '§5.1 Health of the endpoints, five attempts',
    values: {
      'recovery.checks.0': { diagnostic: 'api-health', attempts: 5, every: '30s' },
      'recovery.checks.1': { diagnostic: 'emergency-health', attempts: 5, every: '30s' },
    },
  },
  {
    line: '§5.1 End-to-end test',
    values: {
      'recovery.checks.2.probe': 'functional-test',
      'recovery.checks.2.with.url': 'https://api.tyrehero.com/api/emergency/test',
      'recovery.checks.2.with.headers.Authorization': `Bearer ${secret('TEST_TOKEN')}`,
      'recovery.checks.2.with.json': {
        customer_name: 'Incident Test',
        phone_number: '+447000000000',
        location: 'Test Location',
        issue: 'flat',
        test: true,
      },
    },
  },
  {
    line: '§5.1 Response time below a second, a warning',
    values: {
      'recovery.checks.3.probe': 'response-time',
      'recovery.checks.3.level': 'warn',
      'recovery.checks.3.with.url': 'https://api.tyrehero.com/health',
      'recovery.checks.3.with.below': '1s',
    },
  },
  {
    line: '§5.1 Queue below five, a warning',
    values: {
      'recovery.checks.4': { diagnostic: 'queue', level: 'warn' },
      'diagnostics.queue.with.url': 'https://api.tyrehero.com/api/emergency/queue/length',
      'diagnostics.queue.with.normalBelow': 5,
    },
  },
  {
    line: '§5.2 Status page: resolved',
    values: {
      'status-page.drafts.resolved.0': 'The issue has been resolved.',
      'status-page.drafts.resolved.1.say': 'All emergency services are operating normally.',
    },
  },
  {
    line: '§5.2 Follow-up e-mail where customers were affected',
    values: {
      'actions.email-customers.with.path': 'send_resolution_email.py',
      'afterwards.P1.follow-up': 'email',
      'afterwards.P2.follow-up': 'email',
    },
  },
  {
    line: '§6.1 Collect the logs',
    values: {
      'actions.export-logs.kind': 'logs-export',
      'actions.export-logs.with.group': '/ecs/tyrehero-emergency',
      'afterwards.P1.collect': 'collect-data',
      'checklists.collect-data.steps': ['export-logs'],
    },
  },
  {
    line: '§6.1 Preliminary report within 2 hours',
    values: {
      'afterwards.P1.report': 'automatic',
      'afterwards.P1.report-within': '2h',
      'afterwards.P2.report-within': '2h',
    },
  },
  {
    line: '§6.1 Post-mortem meeting within 48 hours',
    values: { 'afterwards.P1.meeting-within': '48h', 'afterwards.P2.meeting-within': '48h' },
  },
  {
    line: '§6.1 Follow-up monitoring for 24 hours',
    values: { 'afterwards.P1.monitor.for': '24h', 'afterwards.P2.monitor.for': '24h' },
  },
  {
    line: 'Escalation matrix P1',
    values: {
      'escalation.levels.P1.0.after': '0m',
      'escalation.levels.P1.0.roles': ['primary-oncall', 'secondary-oncall', 'engineering-manager'],
      'escalation.levels.P1.3.after': '15m',
      'escalation.levels.P1.3.roles': ['vp-engineering', 'customer-success-lead'],
      'escalation.levels.P1.4.after': '30m',
      'escalation.levels.P1.4.roles': ['ceo'],
      'escalation.levels.P1.4.manual': ['tell-the-board'],
      'escalation.levels.P1.5.after': '60m',
      'escalation.levels.P1.5.manual': ['external-pr'],
    },
  },
  {
    line: 'Escalation matrix P2',
    values: {
      'escalation.levels.P2.0.after': '0m',
      'escalation.levels.P2.0.roles': ['primary-oncall', 'secondary-oncall'],
      'escalation.levels.P2.1.after': '15m',
      'escalation.levels.P2.1.roles': ['primary-oncall', 'secondary-oncall'],
      'escalation.levels.P2.2.after': '30m',
      'escalation.levels.P2.2.roles': ['engineering-manager'],
      'escalation.levels.P2.3.after': '2h',
      'escalation.levels.P2.3.roles': ['vp-engineering'],
    },
  },
  {
    line: 'Internal channels',
    values: {
      'channels.leadership': 'leadership',
      'channels.customer-success': 'customer-success',
      'channels.security': 'security',
      'updates.audiences': ['leadership', 'customer-success', 'security'],
    },
  },
  {
    line: 'Toolbox: quick diagnostics',
    values: {
      'toolbox.service-health.shell': 'curl -f https://api.tyrehero.com/health',
      'toolbox.database.shell': 'pg_isready -h $DB_HOST',
      'toolbox.cache.shell': 'redis-cli -h $CACHE_HOST ping',
      'toolbox.ecs.shell':
        'aws ecs describe-services --cluster tyrehero-production --services tyrehero-emergency-api',
      'toolbox.recent-errors.shell':
        "aws logs filter-log-events --log-group-name /ecs/tyrehero-emergency --filter-pattern ERROR --start-time $(date -d '1 hour ago' +%s)000",
      'toolbox.recent-errors.within': '1h',
    },
  },
  {
    line: 'Toolbox: emergency rollback',
    values: {
      'toolbox.rollback.shell': rollback,
      'actions.rollback-emergency-api.kind': 'ecs-rollback',
      'actions.rollback-emergency-api.shell': rollback,
      'actions.rollback-emergency-api.with.cluster': service.cluster,
      'actions.rollback-emergency-api.with.service': service.service,
    },
  },
]

/** The field's words, shared by every layer. */
export const severities = ['P1', 'P2', 'P3', 'P4'] as const
export type Severity = (typeof severities)[number]
/** Whether the second is graver than the first. */
export const isRaised = (from: Severity, to: Severity): boolean =>
  severities.indexOf(to) < severities.indexOf(from)

/** Statuspage's own words, so that nothing is translated on the way out. */
export const statuses = ['investigating', 'identified', 'monitoring', 'resolved'] as const
export type Status = (typeof statuses)[number]

export const responderRoles = ['commander', 'communications', 'operations', 'scribe'] as const
export type ResponderRole = (typeof responderRoles)[number]

export const callAnswers = ['yes', 'no', 'unknown'] as const
/** “Can customers call for emergencies?”: the first triage question (§1.2). */
export type CallAnswer = (typeof callAnswers)[number]

export const markers = [
  'first-alert',
  'customer-reports',
  'investigation-began',
  'root-cause-identified',
  'fix-implemented',
  'service-restored',
] as const
/** The six moments a post-mortem asks for (§4.2). */
export type Marker = (typeof markers)[number]

export const followUpKinds = ['report', 'meeting', 'monitoring'] as const
/** What may follow the end of an incident (§6.1). */
export type FollowUpKind = (typeof followUpKinds)[number]

export const steps = [
  'acknowledge',
  'triage',
  'diagnose',
  'assess-severity',
  'contain',
  'update',
  'investigate',
  'find-cause',
  'validate',
  'resolve',
  'report',
] as const
/** What a phase of the playbook may ask for: the log can tell whether each was done. */
export type Step = (typeof steps)[number]

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

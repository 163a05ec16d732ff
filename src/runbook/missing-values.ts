import type { Json } from '../incident/model/words.ts'
import type { Policy } from '../incident/policy.ts'
import type { Secrets } from './ports/secrets.ts'
import { namesIn } from './secrets.ts'

/** What the playbook takes from the environment and does not find there, by name. */
export const listMissing = (policy: Pick<Policy, 'needed'>, secrets: Secrets | undefined): string[] =>
  policy.needed.map(n => n.name).filter(name => secrets?.find(name) === undefined)

/** The same of the parameters of one action or probe. */
export const listMissingIn = (params: Json, secrets: Secrets | undefined): string[] =>
  namesIn(JSON.stringify(params)).filter(name => secrets?.find(name) === undefined)

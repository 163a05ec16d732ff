import { NotSent } from './ports/faults.ts'
import type { Secrets } from './ports/secrets.ts'

const reference = /\$\{env:([A-Z][A-Z0-9_]*)\}/g

/** Puts the values in; throws `NotSent` for one that the environment lacks. Only at the moment of use. */
export function fillSecrets(text: string, secrets: Secrets | undefined): string {
  return text.replaceAll(reference, (_, name: string) => {
    const value = secrets?.find(name)
    if (value === undefined)
      throw new NotSent('missing-secret', `the environment has no ${name}, which the playbook names`, {
        why: 'off',
      })
    return value
  })
}

/** The same for each value: the environment of a script, the headers of a request. */
export const fillAll = (values: Record<string, string>, secrets: Secrets | undefined) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fillSecrets(value, secrets)]))

/** The names of the values that a text takes. */
export const namesIn = (text: string): string[] => [
  ...new Set([...text.matchAll(reference)].map(([, name = '']) => name)),
]

/** What people see in place of them. */
export const hideSecrets = (text: string): string => text.replaceAll(reference, '[$1]')

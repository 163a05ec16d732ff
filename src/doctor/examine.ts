import type { Config } from '../config.ts'
import { type Check, type Finding, remedyFor, type Subject, wordsOf } from './check.ts'
import { checks } from './checks/index.ts'

export type Report = { ok: boolean; findings: (Finding & { check: string })[] }

const limitMs = 15_000

/** Runs every check at the same time. One that fails or takes too long costs only itself. */
export async function examine(subject: Subject, list = checks, withinMs = limitMs): Promise<Report> {
  const secrets = secretsOf(subject)
  const hide = (text: string) => secrets.reduce((t, s) => t.replaceAll(s, '[hidden]'), text)
  const all = await Promise.all(list.map(check => runOne(check, subject, withinMs)))
  const findings = all.flat().map(f => ({
    ...f,
    says: hide(f.says),
    ...(f.remedy === undefined ? {} : { remedy: hide(f.remedy) }),
  }))
  return { ok: findings.every(f => f.state !== 'wrong'), findings }
}

async function runOne(check: Check, subject: Subject, withinMs: number) {
  const found: (Finding & { check: string })[] = []
  let isOver = false
  const tell = (about: string, state: Finding['state'], says: string, remedy?: string) => {
    if (isOver) return
    found.push({
      check: check.name,
      subject: about,
      state,
      says,
      ...(remedy === undefined ? {} : { remedy }),
    })
  }
  const ending = new AbortController()
  const late = new Promise<'late'>(resolve => {
    ending.signal.addEventListener('abort', () => resolve('late'), { once: true })
  })
  const timer = setTimeout(() => ending.abort(), withinMs)
  try {
    const work = check.run(subject, tell, ending.signal)
    // What fails after the time limit has nobody to go to.
    work.catch(() => {})
    if ((await Promise.race([work, late])) === 'late')
      tell(
        check.name,
        'wrong',
        `not finished in ${withinMs / 1000} s`,
        'Check the network, then run it again.',
      )
  } catch (error) {
    tell(check.name, 'wrong', wordsOf(error), remedyFor(error, 'Correct what is named, then run it again.'))
  } finally {
    isOver = true
    clearTimeout(timer)
    ending.abort()
  }
  return found
}

/** Drivers show a password as it is, and addresses have it percent-encoded. */
function decoded(secret: string): string {
  try {
    return decodeURIComponent(secret)
  } catch {
    return secret
  }
}

/** Too short a value would blot out ordinary words. */
const shortest = 6

function secretsOf({ config, policy }: Subject): string[] {
  const { slack, statusPage, pagerduty } = config
  const passwords = [config.redisUrl, config.databaseUrl, config.databaseAdminUrl, config.cacheUrl].flatMap(
    address => passwordOf(address) ?? [],
  )
  return [
    slack.botToken,
    slack.mode === 'socket' ? slack.appToken : slack.signingSecret,
    statusPage?.token,
    pagerduty?.token,
    pagerduty?.routingKey,
    pagerduty?.webhookSecret,
    passwordOf(config.archiveDatabaseUrl),
    ...passwords,
    ...policy.needed.map(n => config.secret(n.name)),
  ]
    .filter((s): s is string => s !== undefined)
    .flatMap(s => [s, decoded(s)])
    .filter(s => s.length >= shortest)
    .sort((a, b) => b.length - a.length)
}

/** Of what is no address, the whole is hidden. */
const passwordOf = (address: Config['databaseUrl']): string | undefined =>
  address === undefined || !URL.canParse(address) ? address : new URL(address).password || undefined

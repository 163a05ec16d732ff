import { NotSent, type Why } from '../../runbook/ports/faults.ts'

/** Errors of pg and SQLSTATEs → what kept the database from answering. The address and the user stay unsaid. */
export function translate(error: Error & { code?: string }, isAborted: boolean): NotSent {
  if (error instanceof NotSent) return error
  const code = error.code ?? (isAborted ? 'timeout' : 'no-answer')
  const [why, words] = isAborted ? timedOut : reason(code, error.message)
  return new NotSent(code, `the database ${words} (${code})`, {
    cause: error,
    why,
    retryable: why !== 'denied',
  })
}

const timedOut: [Why, string] = ['timeout', 'did not answer in time']

function reason(code: string, message: string): [Why, string] {
  if (code === '42501') return ['denied', 'does not let Pitcrew’s role read that']
  if (/^28/.test(code) || /^SASL/.test(message)) return ['denied', 'refused the user or password']
  if (code === '3D000') return ['denied', 'has no database of that name']
  if (code === '53300') return ['refused', 'has no connection left']
  if (/^57P0/.test(code)) return ['refused', 'is starting up or shutting down']
  if (code === 'ETIMEDOUT' || /timeout/i.test(message)) return timedOut
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return ['refused', 'has a name that leads nowhere']
  if (/^E(CONN|HOST|NET|PIPE)/.test(code)) return ['refused', 'could not be reached']
  if (/terminated unexpectedly/.test(message)) return ['refused', 'dropped the connection']
  if (/SSL/.test(message)) return ['denied', 'does not agree about TLS']
  return ['fault', 'could not answer']
}

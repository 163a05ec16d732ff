import { NotSent, type Why } from '../../runbook/ports/faults.ts'

/** Errors of the connection and Redis' own words (`NOAUTH …`) → what kept the cache from answering. */
export function translate(error: Error & { code?: string }, isAborted: boolean): NotSent {
  if (error instanceof NotSent) return error
  const code = isAborted ? 'timeout' : (error.code ?? wordOf(error.message))
  const [why, words] = reason(code)
  return new NotSent(code, `the cache ${words} (${code})`, { cause: error, why, retryable: why !== 'denied' })
}

/** Redis begins its errors with a word for programs; the client's parser has none. */
function wordOf(message: string): string {
  if (/^(Unknown RESP|Protocol error)/.test(message)) return 'Protocol'
  return message.split(/[ :]/)[0] || 'no-answer'
}

function reason(code: string): [Why, string] {
  if (/^(NOAUTH|WRONGPASS|NOPERM)$/.test(code)) return ['denied', 'refused the user or password']
  if (/^(timeout|ETIMEDOUT)$/.test(code)) return ['timeout', 'did not answer in time']
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return ['refused', 'has a name that leads nowhere']
  if (/^(E(CONN|HOST|NET|PIPE|NOENT)|Connection$)/.test(code)) return ['refused', 'could not be reached']
  if (/^(LOADING|MASTERDOWN|BUSY)$/.test(code)) return ['refused', 'is not ready']
  if (code === 'Protocol') return ['malformed', 'answered something that is not Redis’ language']
  return ['fault', 'could not answer']
}

import { NotSent, type Why } from '../../runbook/ports/faults.ts'

const refusals = new Set(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE'])
const timeouts = new Set(['ABORT_ERR', 'ETIMEDOUT'])

/** Reading changes nothing, so every failure is a `NotSent`: with what kept it, in words. */
export function translate(target: URL, error: NodeJS.ErrnoException): NotSent {
  if (error instanceof NotSent) return error
  const code = error.code ?? error.name
  const [why, words] = reason(code)
  const retryable = why === 'refused' || why === 'timeout'
  return new NotSent(code, `${target.host} ${words} (${code})`, { cause: error, why, retryable })
}

function reason(code: string): [Why, string] {
  if (timeouts.has(code)) return ['timeout', 'did not answer in time']
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return ['refused', 'is a name that leads nowhere']
  if (code === 'ECONNRESET') return ['refused', 'dropped the connection']
  if (refusals.has(code)) return ['refused', 'refused the connection']
  if (/^HPE_/.test(code)) return ['malformed', 'answered something that is not HTTP']
  if (/CERT|LEAF_SIGNATURE/.test(code)) return ['denied', 'has a certificate that is not trusted']
  if (/^ERR_(SSL|TLS)|^EPROTO$/.test(code)) return ['malformed', 'does not speak TLS as it should']
  return ['fault', 'did not answer']
}

import { explainCertificate, explainConnection, isTlsFault } from '../../runbook/ports/connection.ts'
import { NotSent, type Why } from '../../runbook/ports/faults.ts'

/** Reading changes nothing, so every failure is a `NotSent`: with what kept it, in words. */
export function translate(target: URL, error: NodeJS.ErrnoException): NotSent {
  if (error instanceof NotSent) return error
  const code = error.code ?? error.name
  const [why, brief] = reason(code)
  const retryable = why === 'refused' || why === 'timeout'
  return new NotSent(code, `${target.host}: ${brief} (${code})`, { cause: error, why, retryable, brief })
}

/** Callers of the customer's addresses verify certificates, so one that cannot be verified is no answer. */
function reason(code: string): [Why, string] {
  const connection = explainConnection(code)
  if (connection !== undefined) return [connection.why, connection.words]
  if (/^HPE_/.test(code)) return ['malformed', 'the answer is not HTTP']
  const certificate = explainCertificate(code)
  if (certificate !== undefined) return ['refused', certificate]
  if (isTlsFault(code)) return ['refused', 'TLS handshake failed']
  return ['fault', 'no answer']
}

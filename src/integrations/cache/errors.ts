import { redact } from '../../blocks/index.ts'
import {
  explainCertificate,
  explainConnection,
  isBrokenCertificate,
  isTlsFault,
} from '../../runbook/ports/connection.ts'
import { NotSent, type Why } from '../../runbook/ports/faults.ts'

type Fault = { why: Why; words: string; brief?: string }
const mostWords = 160

/** Errors of the connection, and Redis' own refusals in its own words → why the cache gives no answer. */
export function translate(error: Error & { code?: string }, isAborted: boolean): NotSent {
  if (error instanceof NotSent) return error
  const code = isAborted ? 'timeout' : (error.code ?? wordOf(error.message))
  const { why, words, brief } = isAborted ? timedOut : reason(error, code)
  return new NotSent(code, `the cache ${words} (${code})`, {
    cause: error,
    why,
    retryable: why !== 'denied',
    ...(brief === undefined ? {} : { brief }),
  })
}

const timedOut: Fault = { why: 'timeout', words: 'did not answer in time', brief: 'no answer in time' }

/** Redis begins its errors with a word for programs; the client's parser has none. */
function wordOf(message: string): string {
  if (/^(Unknown RESP|Protocol error)/.test(message)) return 'Protocol'
  return message.split(/[ :]/)[0] || 'no-answer'
}

function reason(error: Error, code: string): Fault {
  if (error.name === 'ReplyError') return ofServer(code, quote(error.message))
  const connection = explainConnection(code)
  if (connection !== undefined)
    return { why: connection.why, words: `does not answer: ${connection.words}`, brief: connection.words }
  if (code === 'Protocol')
    return {
      why: 'malformed',
      words: 'answered something that is not Redis’ language',
      brief: 'the answer is not Redis’ language',
    }
  if (/^Connection$/.test(code)) return down('connection closed')
  return ofTls(code) ?? { why: 'fault', words: `could not answer: ${quote(error.message)}` }
}

const down = (brief: string): Fault => ({ why: 'refused', words: `does not answer: ${brief}`, brief })

/** Redis has answered, and said no. */
function ofServer(code: string, said: string): Fault {
  if (/^(NOAUTH|WRONGPASS|DENIED)$/.test(code) || /invalid password|invalid username/i.test(said))
    return { why: 'denied', words: `does not let Pitcrew in: ${said}` }
  if (code === 'NOPERM') return { why: 'denied', words: `does not let Pitcrew’s user do that: ${said}` }
  if (code === 'READONLY') return { why: 'denied', words: `is a replica, which takes no writes: ${said}` }
  if (/^(LOADING|MASTERDOWN|BUSY|CLUSTERDOWN|MISCONF|OOM)$/.test(code) || /max number of clients/.test(said))
    return { why: 'refused', words: `is not ready: ${said}`, brief: said }
  return { why: 'fault', words: `refused: ${said}` }
}

function ofTls(code: string): Fault | undefined {
  const certificate = explainCertificate(code)
  if (certificate === undefined && !isTlsFault(code)) return undefined
  if (certificate === undefined) return { why: 'denied', words: 'and Pitcrew do not agree about TLS' }
  const words = `cannot be trusted: ${certificate}`
  // It may well serve applications that know its authority.
  return isBrokenCertificate(code) ? { why: 'refused', words, brief: certificate } : { why: 'denied', words }
}

const quote = (message: string) =>
  redact(message.split('\n')[0] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, mostWords)

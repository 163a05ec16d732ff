import { redact } from '../../blocks/index.ts'
import {
  explainCertificate,
  explainConnection,
  isBrokenCertificate,
  isTlsFault,
} from '../../runbook/ports/connection.ts'
import { NotSent, type Why } from '../../runbook/ports/faults.ts'
import { explainPooler } from './pooler.ts'

type Fault = { why: Why; words: string; advice?: string; brief?: string; isAbsent?: boolean }
type PgError = Error & { code?: string; severity?: string }
const mostWords = 160

/**
 * Errors of pg and SQLSTATEs → why the database gives no answer. Where the server itself has said why, it is quoted:
 * shortened, and without `hidden` (the user, the password and the address of the URL).
 */
export function translate(error: PgError, isAborted: boolean, hidden: string[] = []): NotSent {
  if (error instanceof NotSent) return error
  const code = error.code ?? (isAborted ? 'timeout' : 'no-answer')
  const { why, words, advice, brief, isAbsent = false } = isAborted ? timedOut : reason(error, code, hidden)
  return new NotSent(code, `the database ${words} (${code})${advice === undefined ? '' : `: ${advice}`}`, {
    cause: error,
    why,
    retryable: why !== 'denied',
    isAbsent,
    ...(brief === undefined ? {} : { brief }),
  })
}

const timedOut: Fault = { why: 'timeout', words: 'did not answer in time', brief: 'no answer in time' }

function reason(error: PgError, code: string, hidden: string[]): Fault {
  // Only the server's own errors have a severity.
  if (error.severity !== undefined) return ofServer(code, quote(error.message, hidden))
  const connection = explainConnection(code)
  if (connection !== undefined)
    return { why: connection.why, words: `does not answer: ${connection.words}`, brief: connection.words }
  return ofTls(code) ?? ofClient(error.message)
}

/** What PostgreSQL, or a pooler in front of it, has answered. */
function ofServer(code: string, said: string): Fault {
  const down = (words: string): Fault => ({ why: 'refused', words, brief: said })
  if (code === '08P01') {
    const pooler = explainPooler(said)
    return pooler === 'down'
      ? down(`does not answer its pooler: ${said}`)
      : pooler === 'denied'
        ? { why: 'denied', words: `does not let Pitcrew in: ${said}` }
        : { why: 'fault', words: `could not answer: ${said}` }
  }
  if (/^28/.test(code)) return { why: 'denied', words: `does not let Pitcrew in: ${said}`, ...adviceOf(said) }
  if (code === '3D000') return { why: 'denied', words: `does not let Pitcrew in: ${said}` }
  if (code === '42501') return { why: 'denied', words: `does not let Pitcrew’s role do that: ${said}` }
  // A limit of one role says nothing of the room that others have.
  if (code === '53300')
    return /\bfor role\b/.test(said)
      ? { why: 'denied', words: `does not let Pitcrew in: ${said}` }
      : down(`has no connection left: ${said}`)
  if (code === '57014') return { why: 'timeout', words: `gave up: ${said}`, brief: said }
  if (/^57P0/.test(code)) return down(`is not ready: ${said}`)
  if (/^(08|53|58|XX)/.test(code)) return down(`is in trouble: ${said}`)
  if (/^(42P01|42703|42883|3F000)$/.test(code))
    return { why: 'fault', words: `has no such thing: ${said}`, isAbsent: true }
  return { why: 'fault', words: `could not answer: ${said}` }
}

/** Advice only where the sentence leaves one cause. */
function adviceOf(said: string): { advice?: string } {
  if (/\b(no encryption|SSL off)$/.test(said))
    return { advice: 'no rule lets in a connection without TLS; add sslmode=require to the URL' }
  if (/requires a valid client certificate/.test(said)) return { advice: 'it asks for a client certificate' }
  return {}
}

function ofTls(code: string): Fault | undefined {
  const certificate = explainCertificate(code)
  if (certificate === undefined && !isTlsFault(code)) return undefined
  if (certificate === undefined) return { why: 'denied', words: 'and Pitcrew do not agree about TLS' }
  if (isBrokenCertificate(code))
    return { why: 'refused', words: `cannot be trusted: ${certificate}`, brief: certificate }
  // It may well serve applications that know its authority.
  return {
    why: 'denied',
    words: `cannot be trusted: ${certificate}`,
    advice: 'name its authority by sslrootcert',
  }
}

/** What the client library found wrong before the server could say anything. */
function ofClient(message: string): Fault {
  const down = (words: string): Fault => ({
    why: 'refused',
    words: `does not answer: ${words}`,
    brief: words,
  })
  if (/timeout/i.test(message)) return timedOut
  if (/terminated/.test(message)) return down('connection closed')
  if (/does not support SSL/.test(message))
    return { why: 'denied', words: 'offers no TLS, which the URL asks for' }
  if (/password must be a/.test(message))
    return { why: 'denied', words: 'asks for a password; the URL has none' }
  if (/^SASL/.test(message)) return { why: 'denied', words: 'does not let Pitcrew in: the login failed' }
  if (/SSL|invalid response|message code/.test(message))
    return {
      why: 'malformed',
      words: 'answered something that is not PostgreSQL’s protocol',
      brief: 'the answer is not PostgreSQL’s protocol',
    }
  return { why: 'fault', words: 'could not answer' }
}

/** The server's own sentence, for people: one line, without a secret and without whom and where we are. */
export function quote(message: string, hidden: string[] = []): string {
  const line = redact(message.split('\n')[0] ?? '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const masked = line.replaceAll(/\b(host|user) "[^"]*"/g, '$1 "…"')
  return hidden
    .filter(h => h.length > 2)
    .reduce((text, h) => text.replaceAll(h, '…'), masked)
    .slice(0, mostWords)
}

import type { Why } from './faults.ts'

/** What an error of the operating system, of the resolver or of TLS says about the other side. */
export type ConnectionFault = { why: Why; words: string }

const silent = (words: string): ConnectionFault => ({ why: 'refused', words })
/** This machine is out of something, or not allowed to connect: that says nothing about the other side. */
const ours: ConnectionFault = { why: 'fault', words: 'Pitcrew itself could not open a connection' }

const byCode: Record<string, ConnectionFault> = {
  ECONNREFUSED: silent('connection refused'),
  ECONNRESET: silent('connection reset'),
  ECONNABORTED: silent('connection reset'),
  EPIPE: silent('connection reset'),
  EHOSTUNREACH: silent('host unreachable'),
  EHOSTDOWN: silent('host unreachable'),
  ENETUNREACH: silent('network unreachable'),
  ENOENT: silent('no such socket'),
  ENOTFOUND: silent('name not found'),
  ENODATA: silent('name not found'),
  EAI_AGAIN: silent('name could not be looked up'),
  ETIMEDOUT: { why: 'timeout', words: 'no answer in time' },
  ABORT_ERR: { why: 'timeout', words: 'no answer in time' },
  EMFILE: ours,
  ENFILE: ours,
  ENOBUFS: ours,
  ENOMEM: ours,
  EADDRNOTAVAIL: ours,
  EACCES: ours,
  EPERM: ours,
}

/** Undefined for a code that is not one of a connection. */
export function explainConnection(code: string): ConnectionFault | undefined {
  return Object.hasOwn(byCode, code) ? byCode[code] : undefined
}

const certificates: Record<string, string> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  CERT_REVOKED: 'its certificate has been revoked',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
  HOSTNAME_MISMATCH: 'its certificate is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that Pitcrew does not know',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an authority that Pitcrew does not know',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate is signed by an authority that Pitcrew does not know',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is signed by an authority that Pitcrew does not know',
}

/** In words, what is wrong with a certificate; undefined where the code is about something else. */
export function explainCertificate(code: string): string | undefined {
  if (Object.hasOwn(certificates, code)) return certificates[code]
  return /CERT|LEAF_SIGNATURE/.test(code) ? 'its certificate is not accepted' : undefined
}

/** No application accepts these, whatever authorities it trusts: the other side is at fault, not our settings. */
export const isBrokenCertificate = (code: string): boolean =>
  /^CERT_(HAS_EXPIRED|NOT_YET_VALID|REVOKED)$/.test(code)

/** The two sides do not agree about TLS: one speaks it and the other does not, or not this version. */
export const isTlsFault = (code: string): boolean => /^ERR_(SSL|TLS)|^EPROTO$/.test(code)

/**
 * PgBouncer gives nearly everything that it says itself the SQLSTATE 08P01, so only the sentence tells what it is about:
 * the database behind it, or whoever asks.
 */
const down = [
  /^query_wait_timeout/,
  /^query_timeout/,
  /^client_login_timeout/,
  /^server login has been failing/,
  /^server login failed/,
  /^server conn/,
  /^no more connections allowed/,
  /^client connections exceeded/,
  /^bouncer resources exhaustion/,
  /^out of memory/,
  /^(the database system|server|database|pooler) (is )?shutting down/,
  /^pgbouncer is shut/i,
  /^admin forced disconnect/,
  /^pause failed/,
  /^too many clients/,
]
const denied = [
  /^no such (database|user)/,
  /authentication failed/,
  /^login rejected/,
  /login rejected$/,
  /^not allowed/,
  /^SSL required/,
  /^unsupported (startup|options startup) parameter/,
  /^no username supplied/,
  /^bouncer config error/,
  /^no authentication method/,
  /does not allow/,
]

export function explainPooler(said: string): 'down' | 'denied' | undefined {
  if (denied.some(p => p.test(said))) return 'denied'
  return down.some(p => p.test(said)) ? 'down' : undefined
}

/**
 * Whom a message to customers has reached, recorded while it is sent, so that asking again sends to nobody twice.
 * `key` names one message: the incident and its audience. References are the customer script's own, never a number or
 * an address.
 */
export interface Deliveries {
  /** `uncertain`: the requests whose sending ended without an account of everybody it had reached. */
  read(key: string): Promise<{ reached: string[]; uncertain: string[] }>
  /** Before the first message: from here on the request is uncertain. */
  begin(key: string, request: string): Promise<void>
  add(key: string, reached: string[]): Promise<void>
  /** Everybody whom the request has reached is recorded. */
  account(key: string, request: string): Promise<void>
}

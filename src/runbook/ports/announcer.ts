/** Posts of the playbook's own words; looked up by the request's id, so that one is never made twice. */
export interface Announcer {
  post(channel: string, text: string, request: string): Promise<{ ts: string }>
  find(channel: string, request: string, since: number): Promise<{ ts: string } | undefined>
}

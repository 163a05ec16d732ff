import type { Status } from '../../incident/words.ts'

/** An incident as the public sees it; `body` is the newest update. */
export type PageIncident = { id: string; status: string; body: string; link?: string }
export type NewPageIncident = {
  name: string
  status: Status
  body: string
  impact?: string
  components: string[]
}

/** The public status page. One request a second. Throws the faults of faults.ts. */
export interface StatusPage {
  create(incident: NewPageIncident): Promise<PageIncident>
  update(id: string, change: { status: Status; body: string }): Promise<PageIncident>
  read(id: string): Promise<PageIncident>
  /** By its exact name: whether an earlier try has made it. */
  findByName(name: string): Promise<PageIncident | undefined>
}

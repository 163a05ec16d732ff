import type { Status } from '../../incident/model/words.ts'

/** An incident as the public sees it; `body` is the newest update. */
export type PageIncident = { id: string; status: string; body: string; impact?: string; link?: string }
/** The state of each component, as the vendor names it, by its id. */
export type ComponentStates = Record<string, string>
export type NewPageIncident = {
  name: string
  status: Status
  body: string
  impact?: string
  components: ComponentStates
}

export type PageChange = { status: Status; body?: string; impact?: string; components: ComponentStates }

/** The public status page. One request a second. Throws the faults of faults.ts. */
export interface StatusPage {
  create(incident: NewPageIncident): Promise<PageIncident>
  /** Without `body` the public reads no new words. */
  update(id: string, change: PageChange): Promise<PageIncident>
  read(id: string): Promise<PageIncident>
  /** By its exact name: whether an earlier try has made it. */
  findByName(name: string): Promise<PageIncident | undefined>
}

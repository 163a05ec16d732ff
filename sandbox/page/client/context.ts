import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Act, Acted, WireApp, WireChannel, WireGroup, WirePerson } from '../wire.ts'

/** What every part of the page needs to show a text: who reads it, and the names behind ids. */
export type PageContext = {
  me: WirePerson
  app: WireApp
  people: Map<string, WirePerson>
  groups: Map<string, WireGroup>
  channels: Map<string, WireChannel>
  act(a: Act): Promise<Acted>
  openChannel(id: string): void
}

const Context = createContext<PageContext | undefined>(undefined)
export const PageProvider = Context.Provider

export function usePage(): PageContext {
  const page = useContext(Context)
  if (page === undefined) throw new Error('This part of the page has no page around it.')
  return page
}

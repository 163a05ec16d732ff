import { openResolve as open } from '../open-resolve.ts'
import type { IncidentButton } from './button.ts'

export const openResolve: IncidentButton = {
  id: 'open-resolve',
  run: (g, { incident }) => open(g, incident),
}

import { openSettlement } from '../open-settlement.ts'
import type { IncidentButton } from './button.ts'

export const itHappened: IncidentButton = {
  id: 'it-happened',
  run: (g, on) => openSettlement(g, on, true),
}

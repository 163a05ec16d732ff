import { openSettlement } from '../open-settlement.ts'
import type { IncidentButton } from './button.ts'

export const itDidNotHappen: IncidentButton = {
  id: 'it-did-not-happen',
  run: (g, on) => openSettlement(g, on, false),
}

import { openValidate } from '../open-validate.ts'
import type { IncidentButton } from './button.ts'

export const validate: IncidentButton = {
  id: 'validate',
  run: (g, { incident }) => openValidate(g, incident),
}

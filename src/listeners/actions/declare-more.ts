import type { Meta } from '../../blocks/index.ts'
import type { Gesture } from '../listen.ts'
import { redrawDeclare } from '../show-declare.ts'

/** *More options*: the open form with every question. */
export const declareMore = (g: Gesture, meta: Meta | undefined): Promise<void> => redrawDeclare(g, meta)

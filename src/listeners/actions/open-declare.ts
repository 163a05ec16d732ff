import type { Gesture } from '../listen.ts'
import { showDeclare } from '../show-declare.ts'

/** The one button that needs no incident. */
export const openDeclare = (g: Gesture, from: { channel: string }): Promise<void> => showDeclare(g, { from })

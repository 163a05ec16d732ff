import { help } from '../commands/help.ts'
import type { Gesture } from '../listen.ts'

/** Needs no incident: every command. */
export const showHelpAll = (g: Gesture): Promise<void> => help.run(g, 'all', [])

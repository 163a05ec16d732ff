import { help } from '../commands/help.ts'
import type { Gesture } from '../listen.ts'

/** Needs no incident: what can be typed. */
export const showHelp = (g: Gesture): Promise<void> => help.run(g, '', [])

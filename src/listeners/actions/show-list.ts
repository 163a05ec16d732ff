import { list } from '../commands/list.ts'
import type { Gesture } from '../listen.ts'

/** Needs no incident: every open one. */
export const showList = (g: Gesture): Promise<void> => list.run(g, '', [])

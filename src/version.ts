import { readFileSync } from 'node:fs'
import { z } from 'zod'

const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8')

/** Pitcrew's own version, as package.json beside `src` or `dist` has it. */
export const { version } = z.object({ version: z.string() }).parse(JSON.parse(manifest))

import type { Check } from '../check.ts'
import { channels } from './channels.ts'
import { clock } from './clock.ts'
import { database } from './database.ts'
import { groups } from './groups.ts'
import { people } from './people.ts'
import { redis } from './redis.ts'
import { scripts } from './scripts.ts'
import { services } from './services.ts'
import { slackToken } from './slack-token.ts'
import { socketMode } from './socket-mode.ts'
import { values } from './values.ts'

/** Every check, in the order in which the report shows them. */
export const checks: Check[] = [
  slackToken,
  socketMode,
  channels,
  people,
  groups,
  redis,
  clock,
  values,
  database,
  scripts,
  services,
]

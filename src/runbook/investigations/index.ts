import { database } from './database.ts'
import { dependencies } from './dependencies.ts'
import { deployments } from './deployments.ts'
import { errorLogs } from './error-logs.ts'
import type { Investigation } from './investigation.ts'
import { usage } from './usage.ts'

export type { Collected } from './investigation.ts'

/** Every part of an investigation, in the order in which it is shown. */
export const investigations: Investigation[] = [errorLogs, database, usage, deployments, dependencies]

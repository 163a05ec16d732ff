import { z } from 'zod'
import type { Database } from './ports/database.ts'
import { NotSent } from './ports/faults.ts'
import type { ProductionPorts } from './probe.ts'

/** One question to the database, in the playbook's own words; it runs in a read-only transaction. */
export const oneQuery = z
  .string()
  .min(1)
  .refine(sql => /^\s*(select|with)\b/i.test(sql), 'expected one SELECT')
  .refine(sql => !sql.includes(';'), 'expected one query, without a semicolon')

export function databaseOf(ports: ProductionPorts): Database {
  if (ports.database === undefined)
    throw new NotSent('off', 'The database is off (DATABASE_URL is not set)', { why: 'off' })
  return ports.database
}

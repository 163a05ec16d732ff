import { z } from 'zod'

/** Where a probe looks: the playbook's own words, never a person's. */
export const address = z
  .url({ protocol: /^https?$/, error: 'expected an address like https://…' })
  .refine(url => !/^https?:\/\/[^/?#]*@/i.test(url), 'expected an address without user and password')

export const statuses = z.array(z.number().int().min(100).max(599)).min(1)

/** The name under which rules find a number: `customersAffected`. */
export const evidenceName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'expected a name like customersAffected')

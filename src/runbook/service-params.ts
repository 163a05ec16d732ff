import { z } from 'zod'

/** Names as AWS allows them: nothing that could be read as an option or a shell word. */
const name = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,254}$/, 'expected letters, digits, - and _')
export const serviceShape = {
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'expected a region like eu-west-2'),
  cluster: name,
  service: name,
}

import { createInspector } from '../integrations/slack/inspect.ts'
import { createLog, slackLogger } from '../log.ts'
import type { Subject } from './check.ts'

/** The doctor says what is wrong itself, so the library logs nothing. */
export const inspectSlack = ({ config: { slack } }: Subject) =>
  createInspector(slack, slackLogger(createLog('silent')))

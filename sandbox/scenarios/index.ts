import { lostOutcomes } from '../lost-outcomes/index.ts'
import { redisTrouble } from '../redis-trouble/index.ts'
import { slackTrouble } from '../slack-trouble/index.ts'
import { vendorsAsTheyAre } from '../vendors-as-they-are/index.ts'
import { actionsFail } from './actions-fail.ts'
import { approvals } from './approvals.ts'
import { cannotCall } from './cannot-call.ts'
import { p1Alone } from './p1-alone.ts'
import { p1ApiDown } from './p1-api-down.ts'
import { p1BadDeploy } from './p1-bad-deploy.ts'
import { p1Dark } from './p1-dark.ts'
import { p1Database } from './p1-database.ts'
import { p1NobodyAnswers } from './p1-nobody-answers.ts'
import { p1WrongChoice } from './p1-wrong-choice.ts'
import { p2Capacity } from './p2-capacity.ts'
import { p2Long } from './p2-long.ts'
import { p2StaleCache } from './p2-stale-cache.ts'
import { p3Noise } from './p3-noise.ts'
import { privateBreach } from './private-breach.ts'
import { reopened } from './reopened.ts'
import type { Scenario } from './scenario.ts'
import { severityFlip } from './severity-flip.ts'
import { vendorFaults } from './vendor-faults.ts'

export const scenarios: Scenario[] = [
  approvals,
  lostOutcomes,
  actionsFail,
  p1ApiDown,
  p1Alone,
  p1WrongChoice,
  p1NobodyAnswers,
  p1Dark,
  p1BadDeploy,
  p1Database,
  p2Capacity,
  p2StaleCache,
  p3Noise,
  p2Long,
  severityFlip,
  reopened,
  cannotCall,
  vendorFaults,
  vendorsAsTheyAre,
  slackTrouble,
  redisTrouble,
  privateBreach,
]

import {
  NotSent,
  type Owner,
  ownerOf,
  RateLimited,
  type StoreFault,
  type StoreTrouble,
  UnreadableLog,
} from './ports/faults.ts'

/** A fault in plain words: what happened, what it means for whoever reads it, and what to do. */
export type Explained = { owner: Owner; what: string; means: string; next: string }

/** A form can be opened for three seconds after the press. */
const tooLate = new Set([
  'expired_trigger_id',
  'exchanged_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
])

const notRecorded = 'Nothing was recorded or sent.'
const notShown = 'What Slack was asked to show or do did not happen; what was recorded before that stays.'
const mayBeRecorded = 'It may have been recorded all the same: look before you send it again.'

const storeWords: Record<StoreTrouble, [what: string, forOperators: string]> = {
  away: ['Pitcrew cannot reach its Redis', 'start Redis, or correct REDIS_URL'],
  slow: ['Pitcrew’s Redis answers too slowly', 'look at the load, the disk and the network of Redis'],
  full: ['Pitcrew’s Redis is full', 'raise maxmemory, or make room'],
  'read-only': [
    'Pitcrew’s Redis takes no changes, because it is a replica now',
    'let REDIS_URL lead to the primary',
  ],
  'no-replicas': [
    'Pitcrew’s Redis takes no changes, because too few of its replicas are connected',
    'bring the replicas back, or lower min-replicas-to-write',
  ],
  disk: ['Pitcrew’s Redis takes no changes, because it cannot write to its disk', 'make room on the disk'],
  loading: ['Pitcrew’s Redis is still loading its data', 'wait until it has finished'],
  refused: ['Pitcrew’s Redis refuses the user or the password', 'correct REDIS_URL'],
  other: ['Pitcrew’s Redis refuses what Pitcrew asks of it', 'look at the log of Pitcrew and of Redis'],
}

/** Tells any fault by its owner. What a library says stays in the log. */
export function explainFault(error: unknown): Explained {
  const owner = ownerOf(error)
  const [what, means, next] = wordsFor(owner, error)
  return { owner, what, means, next }
}

function wordsFor(owner: Owner, error: unknown): [what: string, means: string, next: string] {
  switch (owner) {
    case 'redis': {
      const { trouble, mayBeWritten } = error as StoreFault
      const [what, operators] = storeWords[trouble]
      const means = mayBeWritten ? mayBeRecorded : notRecorded
      return [what, means, `Try again in a minute. If it stays so, Pitcrew’s operators should ${operators}.`]
    }
    case 'slack':
      return [
        error instanceof RateLimited ? 'Slack asks Pitcrew to wait' : 'Slack did not answer Pitcrew',
        error instanceof NotSent || error instanceof RateLimited ? notShown : mayBeRecorded,
        'Try again in a minute.',
      ]
    case 'workspace':
      return [
        inShort(error),
        notShown,
        'Until that is mended it fails for everybody: tell whoever administers the Slack app.',
      ]
    case 'channel':
    case 'person':
      return [inShort(error), 'That one message did not get there.', 'Reach them another way.']
    case 'outside':
      return [
        inShort(error),
        error instanceof NotSent || error instanceof RateLimited
          ? 'Nothing was changed there.'
          : mayBeRecorded,
        'Try again, or do it by hand.',
      ]
    case 'pitcrew':
      if (error instanceof UnreadableLog)
        return [
          error.message,
          'Nothing was changed, and other incidents are not touched.',
          'Work by hand, and show it to whoever runs Pitcrew: `npm run audit` names the event that is wrong.',
        ]
      if (error instanceof NotSent && tooLate.has(error.code))
        return ['Slack no longer opens the form, because it took too long', notRecorded, 'Press it again.']
      return [
        'Pitcrew made a mistake of its own',
        mayBeRecorded,
        'Try again once. If it fails again, do it by hand and show Pitcrew’s log to whoever runs it.',
      ]
  }
}

const mostWords = 300
/** One line for people: the rest is in the log. */
function inShort(error: unknown): string {
  const words = error instanceof Error ? error.message : String(error)
  return (words.split('\n')[0] ?? '').slice(0, mostWords)
}

import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import { Ambiguous, NotSent, RateLimited } from '../../runbook/ports/faults.ts'
import type { IncidentStore } from '../../runbook/ports/incident-store.ts'
import { callSlack, readSlack } from './errors.ts'

/** Where ids are remembered for every replica and over restarts. */
type Shelf = Pick<IncidentStore, 'kept' | 'keep' | 'keepOnce'>
type Log = { warn(fields: object, text: string): void }
type Found = { id?: string; name?: string; creator?: string; is_archived?: boolean }

const idPattern = /^[CG][A-Z0-9]{7,}$/
const dayMs = 24 * 3_600_000
const rememberMs = 90 * dayMs
/** An id this old is used, and looked at again in the background: the channel may have been replaced. */
const trustMs = 10 * 60_000
/** Whoever waits for an id waits no longer than this; the search goes on. */
const patienceMs = 2000
/** After a whole search in vain; a big workspace is not searched again at every turn. */
const absentMs = 5000
const absentInBigMs = 5 * 60_000
const bigPages = 3
/** One replica searches, so that two do not share the few pages that Slack allows in a minute. */
const turnMs = 75_000
const lookMs = 300
const mostPauseMs = 10_000
const pageSize = 1000

const knownSchema = z.object({ id: z.string(), at: z.number() })
type Known = z.infer<typeof knownSchema>
/** An error says that the search failed, which is not that there is none. */
type Tell = (found: string | undefined | Error) => void

/**
 * Ids of channels by the names that the playbook uses. A workspace of 40,000 channels takes minutes to list, so what
 * was found is remembered in Redis with its age, the search keeps its place over rate limits and restarts, and
 * nobody waits for its end.
 */
export function createChannelIds(client: WebClient, shelf: Shelf, log: Log) {
  const ids = new Map<string, Known>()
  const absent = new Map<string, number>()
  const wanted = new Map<string, Tell[]>()
  let searching = false
  const key = (name: string) => `channel:${name}`

  async function recall(name: string): Promise<Known | undefined> {
    const stored = await shelf.kept(key(name)).catch(() => undefined)
    const known = stored === undefined ? undefined : knownSchema.safeParse(JSON.parse(stored)).data
    if (known !== undefined) ids.set(name, known)
    return known
  }

  async function remember(name: string, id: string): Promise<void> {
    const known = { id, at: Date.now() }
    ids.set(name, known)
    absent.delete(name)
    for (const tell of wanted.get(name) ?? []) tell(id)
    wanted.delete(name)
    await shelf.keep(key(name), JSON.stringify(known), rememberMs)
  }

  async function take(page: Found[]): Promise<void> {
    const hits = page.filter(c => c.id && c.name && c.is_archived !== true && wanted.has(c.name))
    await Promise.all(hits.map(c => remember(c.name ?? '', c.id ?? '')))
  }

  /** What another replica has found meanwhile. */
  async function takeFromShelf(): Promise<void> {
    for (const name of [...wanted.keys()]) {
      const known = await recall(name)
      if (known === undefined || Date.now() - known.at > trustMs) continue
      await remember(name, known.id)
    }
  }

  function startSearch(): void {
    if (searching) return
    searching = true
    searchAll()
      .catch(error => {
        log.warn(
          { err: error },
          'the workspace’s channels could not be searched; it is tried again when one is needed',
        )
        for (const tells of wanted.values()) for (const tell of tells) tell(error as Error)
        wanted.clear()
      })
      .finally(() => {
        searching = false
      })
  }

  async function searchAll(): Promise<void> {
    for await (const page of ownChannels(client)) await take(page)
    const given = new Set(wanted.keys())
    if (given.size === 0) return
    while (!(await shelf.keepOnce('channels:search', '1', turnMs))) {
      await pause(lookMs)
      await takeFromShelf()
      if (wanted.size === 0) return
    }
    try {
      const pages = await readPages(async page => {
        await take(page)
        await shelf.keep('channels:search', '1', turnMs)
        return wanted.size > 0
      })
      for (const name of [...wanted.keys()].filter(n => given.has(n))) {
        absent.set(name, Date.now() + (pages > bigPages ? absentInBigMs : absentMs))
        for (const tell of wanted.get(name) ?? []) tell(undefined)
        wanted.delete(name)
      }
    } finally {
      await shelf.keep('channels:search', undefined, 0)
    }
    // Names that were asked for while the search was past their place.
    if (wanted.size > 0) await searchAll()
  }

  /** Once round the whole list, from where the last search stopped; answers how many pages there were. */
  async function readPages(goOn: (page: Found[]) => Promise<boolean>): Promise<number> {
    const start = (await shelf.kept('channels:cursor')) ?? ''
    let cursor = start
    let wrapped = start === ''
    for (let pages = 1; ; pages++) {
      const page = await patiently(() => listPage(client, cursor)).catch(error => {
        // A cursor does not live for ever: then from the beginning.
        if (!(error instanceof NotSent && error.code === 'invalid_cursor') || cursor === '') throw error
        wrapped = true
        return listPage(client, '')
      })
      cursor = page.response_metadata?.next_cursor ?? ''
      await shelf.keep('channels:cursor', cursor === '' ? undefined : cursor, dayMs)
      if (!(await goOn(page.channels ?? []))) return pages
      if (cursor === '' && wrapped) return pages
      if (cursor === '') wrapped = true
      else if (wrapped && cursor === start) return pages
    }
  }

  /** The id is used meanwhile; where the name has gone to another channel, that one is found. */
  async function lookAgain(name: string, known: Known): Promise<void> {
    ids.set(name, { ...known, at: Date.now() })
    const { channel } = await readSlack('conversations.info', () =>
      client.conversations.info({ channel: known.id }),
    )
    if (channel?.name === name && channel.is_archived !== true) return remember(name, known.id)
    want(name, () => {})
    startSearch()
  }

  function want(name: string, tell: Tell): void {
    wanted.set(name, [...(wanted.get(name) ?? []), tell])
  }

  return {
    /** Undefined = there is none; throws `NotSent` with `channel-not-known-yet` while the search goes on. */
    async idOf(name: string): Promise<string | undefined> {
      if (idPattern.test(name)) return name
      const known = ids.get(name) ?? (await recall(name))
      if (known !== undefined) {
        if (Date.now() - known.at > trustMs)
          lookAgain(name, known).catch(error =>
            log.warn({ err: error, name }, 'a channel could not be looked at'),
          )
        return known.id
      }
      if ((absent.get(name) ?? 0) > Date.now()) return undefined
      const found = new Promise<string | undefined | Error>(resolve => {
        want(name, resolve)
      })
      startSearch()
      const first = await Promise.race([found, pause(patienceMs).then(() => new Error('still searching'))])
      if (!(first instanceof Error)) return first
      throw new NotSent('channel-not-known-yet', `#${name} is still being looked for in the workspace`, {
        retryable: true,
        owner: 'slack',
        cause: first,
      })
    },
    /** Of the channels that Pitcrew is in: those that it has made itself are among them. */
    async findOwn(name: string): Promise<Found | undefined> {
      for await (const page of ownChannels(client, false)) {
        const hit = page.find(c => c.name === name)
        if (hit !== undefined) return hit
      }
      return undefined
    },
  }
}
export type ChannelIds = ReturnType<typeof createChannelIds>

const bothTypes = 'public_channel,private_channel'

/** Private channels can be found only as their member; the scope for them may be missing. */
async function withBothTypes<T>(list: (types: string) => Promise<T>): Promise<T> {
  try {
    return await list(bothTypes)
  } catch (error) {
    if (!(error instanceof NotSent && error.code === 'missing_scope')) throw error
    return list('public_channel')
  }
}

const after = (cursor: string) => (cursor === '' ? {} : { cursor })

const listPage = (client: WebClient, cursor: string) =>
  withBothTypes(types =>
    callSlack('conversations.list', () =>
      client.conversations.list({ types, exclude_archived: true, limit: pageSize, ...after(cursor) }),
    ),
  )

/** The few channels that Pitcrew is a member of, in seconds even where there are very many. */
async function* ownChannels(client: WebClient, exclude_archived = true): AsyncGenerator<Found[]> {
  let cursor = ''
  do {
    const from = cursor
    const page = await withBothTypes(types =>
      readSlack('users.conversations', () =>
        client.users.conversations({ types, exclude_archived, limit: 999, ...after(from) }),
      ),
    )
    yield page.channels ?? []
    cursor = page.response_metadata?.next_cursor ?? ''
  } while (cursor !== '')
}

/** Waits as Slack asks, and asks for the same page again where the answer was lost. */
async function patiently<T>(read: () => Promise<T>): Promise<T> {
  for (let pauseMs = lookMs; ; pauseMs = Math.min(pauseMs * 2, mostPauseMs)) {
    try {
      return await read()
    } catch (error) {
      const lost = error instanceof Ambiguous || (error instanceof NotSent && error.retryable)
      if (!lost && !(error instanceof RateLimited)) throw error
      await pause(error instanceof RateLimited ? error.retryAfterMs : pauseMs)
    }
  }
}

/** Does not keep the process alive. */
const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms).unref())

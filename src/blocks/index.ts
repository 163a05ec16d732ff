export { type ActionId, actionIds } from './action-ids.ts'
export { author, authorsOf, nameAuthors } from './author.ts'
export * from './build.ts'
export { decodeMeta, encodeMeta, type Meta } from './meta.ts'
export { redact, redactMessage } from './redact.ts'
export {
  join,
  Markup,
  plain,
  safe,
  truncate,
} from './safe-text.ts'
export {
  ago,
  channelRef,
  channelWords,
  date,
  duration,
  link,
  mention,
  phoneLink,
  stopwatch,
} from './tokens.ts'
export { type Names, peopleIn, readTyped, resolveTokens, unnamedIn } from './typed.ts'

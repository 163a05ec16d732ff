export { appHomeOpened, kind as homeOpened } from './app-home-opened.ts'
export { botJoined, type JoinedEvent } from './bot-joined.ts'
export { type MessageEvent, messageSeen } from './message.ts'
export { type PinEvent, pinSeen, type ReactionEvent, reactionSeen } from './reaction.ts'

export { callbackId, declareFromMessage } from './declare-from-message.ts'

// Preloaded into a bot: on SIGUSR2 it dies at its next append, after Redis has taken it and before anything
// that it owes is on a queue or on its way to Slack. That very moment, which no signal from outside can hit.
import { WebClient } from '@slack/web-api'
import { Queue } from 'bullmq'

let armed = false
process.on('SIGUSR2', () => {
  armed = true
})
const dieInsteadOf = (prototype, name, concerns = () => true) => {
  const real = prototype[name]
  prototype[name] = function (...args) {
    if (armed && concerns(...args)) process.kill(process.pid, 'SIGKILL')
    return real.apply(this, args)
  }
}
dieInsteadOf(Queue.prototype, 'add')
dieInsteadOf(Queue.prototype, 'addBulk')
dieInsteadOf(WebClient.prototype, 'apiCall', method => method === 'chat.postMessage')

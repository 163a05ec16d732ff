// Preloaded into a bot: on SIGUSR2 it dies at its next append, after Redis has taken it and before anything
// that it owes is on a queue. That very moment, which no signal from outside can hit.
import { Queue } from 'bullmq'

let armed = false
process.on('SIGUSR2', () => {
  armed = true
})
for (const name of ['add', 'addBulk']) {
  const real = Queue.prototype[name]
  Queue.prototype[name] = function (...args) {
    if (armed) process.kill(process.pid, 'SIGKILL')
    return real.apply(this, args)
  }
}

// Preloaded into a bot: its own clock is wrong from a moment on, as after a bad time server. Timers go on as they were.
const [afterMs, byMs] = (process.env.WRONG_CLOCK ?? '0 0').split(' ').map(Number)
const started = performance.now()
const RealDate = Date
const shift = () => (performance.now() - started >= afterMs ? byMs : 0)
globalThis.Date = class extends RealDate {
  constructor(...args) {
    if (args.length === 0) super(RealDate.now() + shift())
    else super(...args)
  }
  static now() {
    return RealDate.now() + shift()
  }
}

import { followsWithinMs, type Part } from './trouble.ts'

/** The name leads to the copy, which is the primary now; open connections stay at the old one, which refuses writes. */
export const failover: Part = {
  name: 'failover',
  async play(t) {
    const tom = t.person('U0TOM')
    const channel = await t.declare('P3 before the failover')
    await t.seen('U0TOM', channel, 'before the failover')
    const isCopied = async () => (await t.second.info('replication')).includes('master_link_status:up')
    while (!(await isCopied())) await new Promise(resolve => setTimeout(resolve, 100))
    await t.first.wait(1, 5000)

    await t.second.replicaof('NO', 'ONE')
    await t.first.replicaof('127.0.0.1', t.secondPort)
    t.name.lead(t.copy.socket)
    const from = Date.now()
    let tries = 0
    for (;;) {
      tries++
      await tom.command(channel, `/incident note after the failover, try ${tries}`)
      const words = new RegExp(`after the failover, try ${tries}`)
      const answer = await t.seen('U0TOM', channel, words, 4000).catch(() => undefined)
      if (answer !== undefined && !answer.text.includes('You typed')) break
      if (Date.now() - from > 20_000) break
    }
    const tookMs = Date.now() - from
    t.add(
      'a command is recorded at the new primary within 5 s',
      tookMs <= followsWithinMs,
      `${tookMs} ms, ${tries} tries`,
    )
    const green = await t.becomes(/^200/)
    t.add('every bot is ready again without a hand', green !== undefined, `${green} ms`)
    const next = await t.declare('P3 after the failover').catch(() => undefined)
    t.add('a new incident is declared at the new primary', next !== undefined)
  },
}

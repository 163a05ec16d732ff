import { expect, test } from 'vitest'
import { typedOf } from '../../../sandbox/page/client/text/mrkdwn.ts'
import { SlackState } from '../../../sandbox/slack/state.ts'
import { asSlackKeeps } from '../../../sandbox/slack/typed.ts'
import { readTyped } from '../../../src/blocks/index.ts'

const state = new SlackState(
  {
    users: [{ id: 'U1', name: 'ann', realName: 'Ann' }],
    groups: [{ id: 'S1', handle: 'sre-oncall', users: [] }],
    channels: [{ name: 'general' }, { name: 'secret', isPrivate: true, members: [] }],
  },
  () => 0,
)
const general = state.channelNamed('general')?.id

test.each([
  ['@ann, ask', '<@U1>, ask', '<@U1|ann>, ask'],
  ['@sre-oncall', '<!subteam^S1>', '<!subteam^S1|@sre-oncall>'],
  ['#general.', `<#${general}|>.`, `<#${general}|general>.`],
  ['#secret @nobody ann@x.example', '#secret @nobody <mailto:ann@x.example|ann@x.example>', undefined],
  ['@here', '<!here>', '<!here|here>'],
  ['a < b && c > d', 'a &lt; b &amp;&amp; c &gt; d', undefined],
  ['<@U1> &lt;', '&lt;@U1&gt; &amp;lt;', undefined],
  ['https://x.example/?a=1&b=2', '<https://x.example/?a=1&amp;b=2>', undefined],
  ['[the page](https://x.example/a)', '<https://x.example/a|the page>', undefined],
])('%s is kept in a message as %s', (typed, kept, inCommand) => {
  expect(asSlackKeeps(state, 'U1', typed, 'message')).toBe(kept)
  expect(asSlackKeeps(state, 'U1', typed, 'command')).toBe(inCommand ?? kept)
  const names: Record<string, string> = { U1: 'ann', S1: 'sre-oncall', [general ?? '']: 'general' }
  expect(typedOf(kept, id => names[id])).toBe(typed)
  const shown = { U1: 'ann', S1: '@sre-oncall', [general ?? '']: '#general' }
  const read = typed.startsWith('[') ? 'the page (https://x.example/a)' : typed
  expect(readTyped(kept, shown)).toBe(read)
})

import { expect, test } from 'vitest'
import { readable, resolveTokens } from '../../src/report/readable.ts'

const names = { U0MAYA: 'maya', S0SRE: '@sre-oncall', C1HOME: '#emergency-incidents', C1LOST: 'C1LOST' }

test.each([
  ['<@U0MAYA> and <@U0MAYA|old-name>', '@maya and @maya'],
  ['<@U0GONE>', '@U0GONE'],
  ['<!subteam^S0SRE> <!subteam^S0SRE|@sre>', '@sre-oncall @sre'],
  ['<!subteam^S0GONE>', '@S0GONE'],
  ['<#C1HOME> <#C1HOME|> <#C1HOME|then>', '#emergency-incidents #emergency-incidents #then'],
  ['<#C1GONE> <#C1LOST>', '#C1GONE #C1LOST'],
  ['<!here> <!channel|channel>', '@here @channel'],
  ['<https://x.example|the page> <https://y.example>', 'the page (https://x.example) https://y.example'],
  ['<mailto:a@x.example|a@x.example>', 'a@x.example'],
  ['<!date^1737383520^{time}|14:32>', '14:32'],
  ['a &lt; b &amp;&amp; c', 'a < b && c'],
  ['&lt;@U0MAYA&gt;', '<@U0MAYA>'],
])('%s', (stored, shown) => {
  expect(readable(stored, names)).toBe(shown)
})

test('what was typed into a form keeps its characters', () => {
  expect(resolveTokens('a &lt; b', names)).toBe('a &lt; b')
})

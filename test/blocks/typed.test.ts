import { expect, test } from 'vitest'
import { peopleIn, readTyped, resolveTokens, unnamedIn } from '../../src/blocks/index.ts'

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
  ['<@U0NEW|zoe> says 1 &amp;lt; 2', '@zoe says 1 &lt; 2'],
])('%s', (stored, shown) => {
  expect(readTyped(stored, names)).toBe(shown)
})

test('what was typed into a form keeps its characters', () => {
  expect(resolveTokens('a &lt; b', names)).toBe('a &lt; b')
})

test('people are found in order; ids without a name are found for looking them up', () => {
  const words = '<@U0MAYA|maya> hands <@U0LEE> &lt;@U0TOM&gt; <#C1HOME|> <!subteam^S0SRE|@sre> <#C2|b>'
  expect(peopleIn(words)).toEqual(['U0MAYA', 'U0LEE'])
  expect(unnamedIn(words)).toEqual(['U0LEE', 'C1HOME'])
})

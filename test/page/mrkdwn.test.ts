import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Node, parseMrkdwn } from '../../sandbox/page/client/text/mrkdwn.ts'

const text = (t: string): Node => ({ kind: 'text', text: t })

describe('marks', () => {
  test.each<[string, Node[]]>([
    [
      '*bold* and _it_',
      [{ kind: 'bold', children: [text('bold')] }, text(' and '), { kind: 'italic', children: [text('it')] }],
    ],
    ['2*3*4', [text('2*3*4')]],
    ['snake_case_name', [text('snake_case_name')]],
    ['* not bold *', [text('* not bold *')]],
    ['`*code*`', [{ kind: 'code', text: '*code*' }]],
    ['~gone~', [{ kind: 'strike', children: [text('gone')] }]],
    ['a\nb', [text('a'), { kind: 'break' }, text('b')]],
    ['&gt; said\n&gt; so', [{ kind: 'quote', children: [text('said'), { kind: 'break' }, text('so')] }]],
    ['```\n<x> & *y*\n```', [{ kind: 'pre', text: '<x> & *y*' }]],
    [':fire:', [{ kind: 'emoji', name: 'fire' }]],
    ['14:32:10', [text('14:32:10')]],
  ])('%s', (source, nodes) => {
    expect(parseMrkdwn(source)).toEqual(nodes)
  })
})

describe('tokens', () => {
  test.each<[string, Node]>([
    ['<@U1|maya>', { kind: 'user', id: 'U1', label: 'maya' }],
    ['<#C1|ops>', { kind: 'channel', id: 'C1', label: 'ops' }],
    ['<!subteam^S1|@sre>', { kind: 'group', id: 'S1', label: '@sre' }],
    ['<!channel>', { kind: 'broadcast', range: 'channel' }],
    [
      '<https://a.example/?a=1&amp;b=2|here>',
      { kind: 'link', url: 'https://a.example/?a=1&b=2', label: 'here' },
    ],
    ['<tel:+442079460000>', { kind: 'link', url: 'tel:+442079460000', label: '+442079460000' }],
    ['<javascript:alert(1)|press me>', text('press me')],
    [
      '<!date^1737383520^{time}|14:32>',
      { kind: 'date', at: 1737383520, format: '{time}', url: undefined, fallback: '14:32' },
    ],
  ])('%s', (source, node) => {
    expect(parseMrkdwn(source)).toEqual([node])
  })

  test('what was escaped stays text', () => {
    expect(parseMrkdwn('&lt;!channel&gt; &lt;b&gt;')).toEqual([text('<!channel> <b>')])
  })
})

test('no text makes the parser fail or loop, and no letter of plain words is lost', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(...'ab *_~`<>|@#!^:&;\n/'.split('')), maxLength: 60 }),
      source => {
        parseMrkdwn(source)
      },
    ),
    { numRuns: 2000 },
  )
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z ]{0,40}$/), words => {
      expect(parseMrkdwn(words)).toEqual(words === '' ? [] : [text(words)])
    }),
  )
})

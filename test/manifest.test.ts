import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { methods } from '../sandbox/slack/methods/index.ts'

const manifest = parse(readFileSync('manifest.yml', 'utf8')) as {
  oauth_config: { scopes: { bot: string[] } }
}

test('manifest.yml fits Slack’s schema', () => {
  const schema = JSON.parse(readFileSync('test/fixtures/slack/manifest.schema.2.0.0.json', 'utf8')) as Record<
    string,
    unknown
  >
  const { $schema: _, ...body } = schema
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  const fits = ajv.validate(body, manifest)
  expect(ajv.errors ?? []).toEqual([])
  expect(fits).toBe(true)
})

test('every method the bot uses has a scope that the manifest asks for', () => {
  const granted = manifest.oauth_config.scopes.bot
  const lacking = methods.filter(m => m.scopes.length > 0 && !m.scopes.some(s => granted.includes(s)))
  expect(lacking.map(m => m.name)).toEqual([])
})

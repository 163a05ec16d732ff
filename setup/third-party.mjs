// Lists the packages that run in production, with their licences, from package-lock.json alone: no network is needed.
// `npm run third-party` writes THIRD-PARTY.md; `--check` compares it and names licences that nobody has accepted.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('..', import.meta.url)
const file = new URL('THIRD-PARTY.md', root)

/** Licences that allow use and distribution under Apache-2.0; a package under any other needs a decision first. */
const accepted = new Set([
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'PSF-2.0',
  'Unlicense',
])

/** Packages whose licence has no short name, read by a person. */
const named = new Map([
  [
    'dejavu-fonts-ttf',
    'Bitstream Vera and Arev font licences (use and distribution allowed, not sale by themselves)',
  ],
])

/** A choice (`A OR B`) is fine when one side is; a combination (`A AND B`) when both are. */
export function isAccepted(expression) {
  const words = expression.replace(/[()]/g, '')
  if (words.includes(' OR ')) return words.split(' OR ').some(isAccepted)
  if (words.includes(' AND ')) return words.split(' AND ').every(isAccepted)
  return accepted.has(words.trim())
}

export function listPackages(lock) {
  const packages = Object.entries(lock.packages).flatMap(([path, { version, license, dev, devOptional }]) =>
    path === '' || dev || devOptional
      ? []
      : [
          {
            name: path.slice(path.lastIndexOf('node_modules/') + 13),
            version,
            license: license ?? 'none stated',
          },
        ],
  )
  const unique = new Map(packages.map(p => [`${p.name}@${p.version}`, p]))
  return [...unique.values()].sort((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1))
}

export function render(packages) {
  const lines = packages.map(p => `| ${p.name} | ${p.version} | ${named.get(p.name) ?? p.license} |`)
  return `# Third-party packages

Pitcrew runs with these packages. Each brings its own licence text in \`node_modules\`. \`npm run third-party\` writes this list from \`package-lock.json\`.

| package | version | licence |
| --- | --- | --- |
${lines.join('\n')}
`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const packages = listPackages(JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8')))
  const strangers = packages.filter(p => !named.has(p.name) && !isAccepted(p.license))
  for (const p of strangers)
    process.stderr.write(`${p.name} ${p.version} is under ${p.license}: decide, then add it.\n`)
  const text = render(packages)
  const isCurrent = () => readFileSync(file, 'utf8') === text
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else if (!isCurrent()) process.stderr.write('THIRD-PARTY.md is out of date. Run: npm run third-party\n')
  process.exitCode = strangers.length > 0 || (process.argv.includes('--check') && !isCurrent()) ? 1 : 0
}

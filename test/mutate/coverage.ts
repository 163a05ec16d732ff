/** A row of docs/coverage.md: the document's line, the paths of playbook.yml that say it, and the tests of it. */
export type CoverageRow = { line: string; paths: string[]; tests: { file: string; title: string }[] }

const isPath = (words: string) => /^[a-z][\w-]*(\.[\w-]+)*$/i.test(words) && !words.includes('/')

/** Every test that a text names, as a file and a title in quotation marks; a title may have some of its own. */
export const readTests = (text: string): { file: string; title: string }[] =>
  [...text.matchAll(/`(test\/[^`]+)` “((?:[^”]|”(?! *(?:[;|]|$)))+)”/g)].map(([, file = '', title = '']) => ({
    file,
    title,
  }))

/** The rows of the first table; the second lists what is not in the document. */
export function readCoverage(markdown: string): CoverageRow[] {
  const [first = ''] = markdown.split(/^## /m).slice(1)
  return tableRows(first).map(([line = '', keys = '', tests = '']) => ({
    line,
    paths: [...keys.matchAll(/`([^`]+)`/g)].map(([, k = '']) => k).filter(isPath),
    tests: readTests(tests),
  }))
}

/** Paths of the second table: ours, each with everything below it. */
export function readOwn(markdown: string): string[] {
  const [, second = ''] = markdown.split(/^## /m).slice(1)
  return tableRows(second).flatMap(([keys = '']) => [...keys.matchAll(/`([^`]+)`/g)].map(([, k = '']) => k))
}

function tableRows(text: string): string[][] {
  return text
    .split('\n')
    .filter(l => l.startsWith('|') && !/^\|[ |-]*$/.test(l))
    .slice(1)
    .map(l =>
      l
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    )
}

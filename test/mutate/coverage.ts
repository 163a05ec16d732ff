/** A row of docs/coverage.md: the document's line, the paths of playbook.yml that say it, and the tests of it. */
export type CoverageRow = { line: string; paths: string[]; tests: { file: string; title: string }[] }

const isPath = (words: string) => /^[a-z][\w-]*(\.[\w-]+)*$/i.test(words) && !words.includes('/')

/** The rows of the first table; the second lists what is not in the document. */
export function readCoverage(markdown: string): CoverageRow[] {
  const [first = ''] = markdown.split(/^## /m).slice(1)
  return tableRows(first).map(([line = '', keys = '', tests = '']) => ({
    line,
    paths: [...keys.matchAll(/`([^`]+)`/g)].map(([, k = '']) => k).filter(isPath),
    tests: [...tests.matchAll(/`(test\/[^`]+)` “([^”]+)”/g)].map(([, file = '', title = '']) => ({
      file,
      title,
    })),
  }))
}

function tableRows(text: string): string[][] {
  return text
    .split('\n')
    .filter(l => l.startsWith('|') && !/^\|[ -|]*$/.test(l))
    .slice(1)
    .map(l =>
      l
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    )
}

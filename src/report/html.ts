import { marked } from 'marked'
import { atOnce, type Breathe } from './breathe.ts'

const style = `
:root{color-scheme:light}
body{font:15px/1.5 system-ui,"Segoe UI",sans-serif;color:#1d1c1d;background:#fff;max-width:62rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{margin-top:2rem;border-bottom:1px solid #ddd;padding-bottom:.2rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{border:1px solid #ccc;padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f5f5f6}th:first-child,td:first-child{width:11.5em}figure{margin:1rem 0}svg{max-width:100%;height:auto}
@media print{body{max-width:none;margin:0;font-size:11px}thead{display:table-header-group}tr{break-inside:avoid}h2{break-after:avoid}svg{width:100%}}
@page{size:A4;margin:14mm}`

/** The report as one page that needs nothing else: no script, no address, no font from elsewhere. */
export async function reportHtml(
  title: string,
  markdown: string,
  chart: string,
  breathe: Breathe = atOnce,
): Promise<string> {
  const parts: string[] = []
  for (const part of pieces(markdown)) {
    parts.push(toHtml(part))
    await breathe()
  }
  const body = parts.join('\n').replace('<h2>Timeline</h2>', `<figure>${chart}</figure>\n<h2>Timeline</h2>`)
  const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><title>${escaped}</title><style>${style}</style></head>
<body>${body}</body></html>
`
}

// What people wrote was escaped as Markdown; HTML in it is shown, never run.
const toHtml = (part: string): string =>
  marked
    .parse(part.replaceAll('<', '&lt;'), { async: false, gfm: true })
    .replace(/<th>(Who|To)<\/th>/, '<th style="width:9em">$1</th>')

const mostRows = 150

/** Sections, and long tables in parts with their head again: none takes long to draw, and each prints well. */
function pieces(markdown: string): string[] {
  return markdown.split(/^(?=#{1,3} )/m).flatMap(section => {
    const lines = section.split('\n')
    const first = lines.findIndex(l => /^\| --- \|/.test(l))
    if (first < 0 || lines.length - first <= mostRows) return [section]
    const head = lines.slice(first - 1, first + 1)
    const parts = [lines.slice(0, first + 1 + mostRows)]
    for (let n = first + 1 + mostRows; n < lines.length; n += mostRows)
      parts.push([...head, ...lines.slice(n, n + mostRows)])
    return parts.map(p => p.join('\n'))
  })
}

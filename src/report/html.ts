import { marked } from 'marked'

const style = `
:root{color-scheme:light}
body{font:15px/1.5 system-ui,"Segoe UI",sans-serif;color:#1d1c1d;background:#fff;max-width:62rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{margin-top:2rem;border-bottom:1px solid #ddd;padding-bottom:.2rem}
table{border-collapse:collapse;width:100%;table-layout:fixed}th,td{border:1px solid #ccc;padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f5f5f6}th:first-child,td:first-child{width:11.5em}figure{margin:1rem 0}svg{max-width:100%;height:auto}
@media print{body{max-width:none;margin:0;font-size:11px}thead{display:table-header-group}tr{break-inside:avoid}h2{break-after:avoid}svg{width:100%}}
@page{size:A4;margin:14mm}`

/** The report as one page that needs nothing else: no script, no address, no font from elsewhere. */
export function reportHtml(title: string, markdown: string, chart: string): string {
  // What people wrote was escaped as Markdown; HTML in it is shown, never run.
  const body = marked.parse(markdown.replaceAll('<', '&lt;'), { async: false, gfm: true })
  const [head = '', ...rest] = body.split('<h2>Timeline</h2>')
  const withChart =
    rest.length === 0
      ? `${body}<figure>${chart}</figure>`
      : `${head}<figure>${chart}</figure><h2>Timeline</h2>${rest.join('')}`
  const escaped = title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><title>${escaped}</title><style>${style}</style></head>
<body>${withChart}</body></html>
`
}

import { lexer, type Token, type Tokens } from 'marked'
import { useEffect, useState } from 'preact/hooks'
import type { WireFile } from '../../wire.ts'
import { usePage } from '../context.ts'
import { ScrollRegion } from './scroll-region.tsx'

const isPicture = (name: string) => /\.(png|jpe?g|gif|webp)$/i.test(name)
const sizeOf = (bytes: number) => (bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} KB`)

/** A file in a message: pictures at once, Markdown and text when asked for. */
export function FileCard({ file }: { file: WireFile }) {
  const { me } = usePage()
  const url = `/file/${file.id}?as=${me.id}`
  const [open, setOpen] = useState(false)
  if (isPicture(file.name))
    return (
      <figure>
        <figcaption>{file.title}</figcaption>
        <img src={url} alt={file.title} />
      </figure>
    )
  return (
    <div class="file">
      <div class="file-head">
        <span aria-hidden="true">📄</span>
        <span class="file-name">
          {file.name} <small>{sizeOf(file.size)}</small>
        </span>
        <button
          type="button"
          class="button"
          aria-expanded={open}
          aria-label={`${open ? 'Hide' : 'Preview'} ${file.name}`}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Hide' : 'Preview'}
        </button>
        <a class="button" href={url} download={file.name} aria-label={`Download ${file.name}`}>
          Download
        </a>
      </div>
      {open && <Preview url={url} name={file.name} />}
    </div>
  )
}

function Preview({ url, name }: { url: string; name: string }) {
  const [text, setText] = useState<string>()
  useEffect(() => {
    fetch(url)
      .then(answer => answer.text())
      .then(setText, () => setText('The file could not be read.'))
  }, [url])
  if (text === undefined) return <p class="hint">Reading …</p>
  return (
    <ScrollRegion look="preview" label={`Preview of ${name}`}>
      {name.endsWith('.md') ? <Markdown tokens={lexer(text)} /> : <pre>{text}</pre>}
    </ScrollRegion>
  )
}

/** Markdown as elements of the page, from marked's tokens: HTML in it is shown, never run. */
function Markdown({ tokens }: { tokens: Token[] }) {
  return (
    <>
      {tokens.map((token, i) => (
        <MarkdownToken key={i} token={token} />
      ))}
    </>
  )
}

const inner = (token: Token) => ('tokens' in token ? (token.tokens ?? []) : [])

function MarkdownToken({ token }: { token: Token }) {
  switch (token.type) {
    case 'heading': {
      const Tag = `h${Math.min((token as Tokens.Heading).depth + 2, 6)}` as 'h3'
      return (
        <Tag>
          <Markdown tokens={inner(token)} />
        </Tag>
      )
    }
    case 'paragraph':
      return (
        <p>
          <Markdown tokens={inner(token)} />
        </p>
      )
    case 'strong':
      return (
        <b>
          <Markdown tokens={inner(token)} />
        </b>
      )
    case 'em':
      return (
        <i>
          <Markdown tokens={inner(token)} />
        </i>
      )
    case 'codespan':
      return <code>{(token as Tokens.Codespan).text}</code>
    case 'code':
      return <pre>{(token as Tokens.Code).text}</pre>
    case 'blockquote':
      return (
        <blockquote>
          <Markdown tokens={inner(token)} />
        </blockquote>
      )
    case 'list': {
      const { ordered, items } = token as Tokens.List
      const list = items.map((item, i) => (
        <li key={i}>
          <Markdown tokens={item.tokens} />
        </li>
      ))
      return ordered ? <ol>{list}</ol> : <ul>{list}</ul>
    }
    case 'table':
      return <Table table={token as Tokens.Table} />
    case 'hr':
      return <hr />
    case 'br':
      return <br />
    case 'space':
      return null
    case 'escape':
      return <>{(token as Tokens.Escape).text}</>
    default: {
      const tokens = inner(token)
      return tokens.length > 0 ? <Markdown tokens={tokens} /> : entities((token as Tokens.Text).raw)
    }
  }
}

/** marked leaves the entities of the source in `raw`. */
const entities = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

function Table({ table }: { table: Tokens.Table }) {
  const row = (cells: Tokens.TableCell[], Tag: 'th' | 'td') =>
    cells.map((cell, i) => (
      <Tag key={i}>
        <Markdown tokens={cell.tokens} />
      </Tag>
    ))
  return (
    <table>
      <thead>
        <tr>{row(table.header, 'th')}</tr>
      </thead>
      <tbody>
        {table.rows.map((cells, i) => (
          <tr key={i}>{row(cells, 'td')}</tr>
        ))}
      </tbody>
    </table>
  )
}

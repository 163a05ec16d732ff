import { useEffect, useRef, useState } from 'preact/hooks'
import { usePage } from '../context.ts'
import { Menu } from './menu.tsx'

type Props = {
  channel: string
  name: string
  thread?: string
  /** Words put in from elsewhere; `n` rises with each. */
  given?: { text: string; n: number }
}

/** Where one types: Enter sends, Shift and Enter breaks the line, a slash shows the commands there are. */
export function Composer({ channel, name, thread, given }: Props) {
  const { act, app } = usePage()
  const [text, setText] = useState('')
  const [failed, setFailed] = useState('')
  const [at, setAt] = useState(0)
  const box = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (given === undefined || given.text === '') return
    setText(given.text)
    box.current?.focus()
  }, [given?.n])

  const typedCommand = /^\/\S*$/.test(text)
  const hints =
    thread === undefined && typedCommand ? app.commands.filter(c => c.command.startsWith(text)) : []
  const usage = app.commands.find(c => text.startsWith(`${c.command} `) || text === c.command)
  const shown = hints.filter(h => h.command !== text)
  const id = `composer-${thread ?? channel}`

  async function send() {
    const words = text.trim()
    if (words === '') return
    setText('')
    setFailed('')
    const acted = await act({ do: 'type', channel, text: words, ...(thread === undefined ? {} : { thread }) })
    if (acted.ok) return
    setFailed(
      words.startsWith('/') ? `${words.split(' ')[0]} failed with the error “${acted.error}”` : acted.error,
    )
    setText(words)
  }
  function keyDown(e: KeyboardEvent) {
    if (shown.length > 0 && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) {
      e.preventDefault()
      return setAt((at + (e.key === 'ArrowDown' ? 1 : shown.length - 1)) % shown.length)
    }
    const hint = shown[at % Math.max(1, shown.length)]
    if (hint !== undefined && (e.key === 'Tab' || e.key === 'Enter')) {
      e.preventDefault()
      return setText(`${hint.command} `)
    }
    if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) {
      e.preventDefault()
      void send()
    }
  }

  return (
    <div class="composer">
      {failed !== '' && (
        <p class="error" role="alert">
          {failed}
        </p>
      )}
      {shown.length > 0 && (
        <div role="listbox" id={`${id}-hints`} class="hints" aria-label="Commands">
          {shown.map((h, i) => (
            <div
              key={h.command}
              role="option"
              tabIndex={-1}
              aria-selected={i === at % shown.length}
              onMouseDown={e => {
                e.preventDefault()
                setText(`${h.command} `)
              }}
            >
              <b>{h.command}</b> <span>{h.hint}</span>
              <small>{h.description}</small>
            </div>
          ))}
        </div>
      )}
      {usage !== undefined && (
        <p class="hint">
          <b>{usage.command}</b> {usage.hint}
        </p>
      )}
      <div class="composer-row">
        {thread === undefined && <GlobalShortcuts />}
        <textarea
          ref={box}
          rows={1}
          value={text}
          aria-label={thread === undefined ? `Message ${name}` : 'Reply in thread'}
          placeholder={thread === undefined ? 'Write, or / for commands' : 'Reply …'}
          {...(shown.length > 0 ? { 'aria-controls': `${id}-hints` } : {})}
          onInput={e => setText(e.currentTarget.value)}
          onKeyDown={keyDown}
        />
        <button
          type="button"
          class="button primary"
          disabled={text.trim() === ''}
          onClick={() => void send()}
        >
          Send
        </button>
      </div>
    </div>
  )
}

function GlobalShortcuts() {
  const { app, act } = usePage()
  const items = app.shortcuts
    .filter(s => s.type === 'global')
    .map(s => ({
      label: s.name,
      hint: s.description,
      run: () => void act({ do: 'shortcut', callbackId: s.callbackId }),
    }))
  return <Menu label="Shortcuts" sign="⚡" items={items} />
}

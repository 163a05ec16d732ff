import { useState } from 'preact/hooks'
import type { WirePerson } from '../../wire.ts'
import { usePage } from '../context.ts'
import { Avatar } from '../parts/avatar.tsx'
import { applyTheme, readTheme, type Theme } from '../theme.ts'

type Props = { people: WirePerson[]; connected: boolean; actAs(id: string): void }
const nextTheme: Record<Theme, Theme> = { auto: 'light', light: 'dark', dark: 'auto' }

/** Who the page acts as, one click apart; and a second page beside this one. */
export function Topbar({ people, connected, actAs }: Props) {
  const { me, app } = usePage()
  const [theme, setTheme] = useState(readTheme())
  const change = () => {
    applyTheme(nextTheme[theme])
    setTheme(nextTheme[theme])
  }
  return (
    <header class="topbar">
      <h1>
        {app.name} <small>{app.workspace}</small>
      </h1>
      <nav class="people" aria-label="Act as">
        {people.map(p => (
          <button
            key={p.id}
            type="button"
            aria-pressed={p.id === me.id}
            title={`${p.realName}${p.title === '' ? '' : `, ${p.title}`} · ${p.tz}`}
            aria-label={`Act as ${p.name}`}
            onClick={() => actAs(p.id)}
          >
            <Avatar person={p} small />
            <span>{p.name}</span>
          </button>
        ))}
      </nav>
      <label class="people-select">
        <span class="hidden">Act as</span>
        <select value={me.id} onChange={e => actAs(e.currentTarget.value)}>
          {people.map(p => (
            <option key={p.id} value={p.id}>
              {p.name} · {p.title || 'guest'}
            </option>
          ))}
        </select>
      </label>
      <span class={connected ? 'live' : 'live lost'} role="status">
        {connected ? 'live' : 'not connected'}
      </span>
      <a
        class="quiet second-page"
        href={`/?as=${me.id}`}
        target="_blank"
        rel="noopener"
        title="Another page, beside this one"
      >
        Second page
      </a>
      <a class="quiet gallery-link" href="/gallery">
        Gallery
      </a>
      <button
        type="button"
        class="quiet"
        onClick={change}
        title={`Theme: ${theme}`}
        aria-label={`Theme: ${theme}`}
      >
        {theme === 'auto' ? '◐' : theme === 'light' ? '☀' : '☾'}
      </button>
    </header>
  )
}

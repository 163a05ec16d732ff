import type { WireChannel } from '../../wire.ts'
import { usePage } from '../context.ts'

type Props = { current: string; open(id: string): void }
export const homeId = 'home'

/** The channels this person is in, those they could join, and the app. */
export function Sidebar({ current, open }: Props) {
  const { channels, app, me } = usePage()
  const all = [...channels.values()]
  const mine = all.filter(c => c.isMember && !c.isDirect && !c.archived)
  const others = all.filter(c => !c.isMember && !c.isDirect && !c.archived)
  const archived = all.filter(c => c.archived)
  const direct = all.find(c => c.isDirect)
  const entry = (c: WireChannel) => <Entry key={c.id} channel={c} current={current} open={open} />
  return (
    <nav class="sidebar" aria-label="Channels">
      <p class="sidebar-me">
        {me.realName}
        <small>{me.title}</small>
      </p>
      <h2>Channels</h2>
      <ul>{mine.map(entry)}</ul>
      {others.length > 0 && (
        <>
          <h2>You could join</h2>
          <ul>{others.map(entry)}</ul>
        </>
      )}
      {archived.length > 0 && (
        <>
          <h2>Archived</h2>
          <ul>{archived.map(entry)}</ul>
        </>
      )}
      <h2>Apps</h2>
      <ul>
        {app.hasHome && (
          <li>
            <button
              type="button"
              aria-current={current === homeId ? 'page' : undefined}
              onClick={() => open(homeId)}
            >
              <span class="sign">⌂</span> {app.name} · Home
            </button>
          </li>
        )}
        {direct !== undefined && (
          <Entry channel={direct} current={current} open={open} name={`${app.name} · Messages`} />
        )}
      </ul>
    </nav>
  )
}

function Entry({ channel: c, current, open, name }: { channel: WireChannel; name?: string } & Props) {
  const sign = c.isDirect ? '●' : c.isPrivate ? '🔒' : '#'
  return (
    <li>
      <button
        type="button"
        title={c.name}
        class={c.unread > 0 ? 'unread' : ''}
        aria-current={c.id === current ? 'page' : undefined}
        onClick={() => open(c.id)}
      >
        <span class="sign" aria-hidden="true">
          {sign}
        </span>
        <span class="channel-name">{name ?? c.name}</span>
        {c.mentions > 0 && (
          <span class="count">
            {c.mentions}
            <span class="hidden"> for you</span>
          </span>
        )}
        {c.unread > 0 && c.mentions === 0 && (
          <span class="dot">
            <span class="hidden">unread</span>
          </span>
        )}
      </button>
    </li>
  )
}

import { useEffect, useState } from 'preact/hooks'
import type { TourAct, WirePerson } from '../wire.ts'
import { type PageContext, PageProvider } from './context.ts'
import { ChannelPane } from './panes/channel.tsx'
import { HomePane } from './panes/home.tsx'
import { ProductionPane } from './panes/production.tsx'
import { homeId, Sidebar } from './panes/sidebar.tsx'
import { ThreadPane } from './panes/thread.tsx'
import { Topbar } from './panes/topbar.tsx'
import { TrafficPane } from './panes/traffic.tsx'
import { Modal } from './parts/modal.tsx'
import { type Parts, type Store, useStore } from './store.ts'

const ticksEveryMs = 10_000
const fromAddress = () => new URLSearchParams(location.search).get('as') ?? ''

export function App() {
  const [user, setUser] = useState(fromAddress)
  const store = useStore(user)
  const [, tick] = useState(0)
  // “2 minutes ago” grows by itself.
  useEffect(() => {
    const timer = setInterval(() => tick(n => n + 1), ticksEveryMs)
    return () => clearInterval(timer)
  }, [])
  const actAs = (id: string) => {
    history.replaceState(null, '', `?as=${id}${location.hash}`)
    setUser(id)
  }
  if (store.parts === undefined) return <p class="empty">Connecting to the sandbox …</p>
  const me = store.parts.people.find(p => p.id === (user || store.parts?.first))
  if (me === undefined) return <p class="empty">There is nobody of that name here.</p>
  return <Page store={store} parts={store.parts} me={me} actAs={actAs} />
}

type Shown = 'channels' | 'chat' | 'production' | 'traffic'
type PageProps = { store: Store; parts: Parts; me: WirePerson; actAs(id: string): void }

function Page({ store, parts, me, actAs }: PageProps) {
  const [current, setCurrent] = useState(location.hash.slice(1))
  const [thread, setThread] = useState('')
  const [panel, setPanel] = useState<'production' | 'traffic'>('production')
  const [shown, setShown] = useState<Shown>('chat')
  const [given, setGiven] = useState({ channel: '', text: '', n: 0 })
  const channels = new Map(parts.channels.map(c => [c.id, c]))
  const channel = channels.get(current) ?? parts.channels.find(c => c.isMember && !c.isDirect)
  const isHome = current === homeId && parts.app.hasHome

  function open(id: string) {
    setCurrent(id)
    setThread('')
    setShown('chat')
    history.replaceState(null, '', `${location.search}#${id}`)
  }
  function onTour(act: TourAct) {
    if (act.kind === 'break') return void store.act({ do: 'break', fault: act.fault })
    if (act.kind === 'as') return actAs(act.user)
    const to = parts.channels.find(c => c.name === act.channel && !c.isDirect)
    if (to === undefined) return
    open(to.id)
    setGiven({ channel: to.id, text: act.text, n: given.n + 1 })
  }

  const page: PageContext = {
    me,
    app: parts.app,
    people: new Map(parts.people.map(p => [p.id, p])),
    groups: new Map(parts.groups.map(g => [g.id, g])),
    channels,
    act: store.act,
    openChannel: open,
  }
  const view = parts.views.at(-1)
  const unread = parts.channels.reduce((sum, c) => sum + c.mentions, 0)
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${me.name} · ${parts.app.name} ${parts.app.workspace}`
  }, [unread, me.name])
  const showPanel = (p: 'production' | 'traffic') => {
    setPanel(p)
    setShown(p)
  }
  const tab = (name: 'production' | 'traffic', label: string) => (
    <button
      type="button"
      role="tab"
      aria-selected={panel === name}
      aria-controls="panel"
      onClick={() => showPanel(name)}
    >
      {label}
    </button>
  )

  return (
    <PageProvider value={page}>
      <div class={`page shows-${shown} ${thread === '' ? '' : 'with-thread'}`} inert={view !== undefined}>
        <Topbar people={parts.people.filter(p => !p.bot)} connected={store.connected} actAs={actAs} />
        <Sidebar current={isHome ? homeId : (channel?.id ?? '')} open={open} />
        <main>
          {isHome ? (
            <HomePane key={me.id} view={parts.home} />
          ) : channel === undefined ? (
            <p class="empty">You are in no channel.</p>
          ) : (
            <ChannelPane
              key={`${me.id}-${channel.id}`}
              channel={channel}
              messages={store.messages(channel.id)}
              given={given.channel === channel.id ? given : { text: '', n: 0 }}
              onThread={setThread}
            />
          )}
        </main>
        {thread !== '' && channel !== undefined && !isHome && (
          <ThreadPane
            key={thread}
            channel={channel.id}
            root={thread}
            messages={store.messages(channel.id)}
            close={() => setThread('')}
          />
        )}
        <aside class="panel" aria-label="Behind the scenes">
          <div role="tablist" class="tabs">
            {tab('production', 'Production')}
            {tab('traffic', 'Traffic')}
          </div>
          <div id="panel" role="tabpanel" class="panel-scroll" aria-label={panel}>
            {panel === 'production' ? (
              <ProductionPane
                production={parts.production}
                samples={parts.samples}
                tour={parts.tour}
                onTour={onTour}
              />
            ) : (
              <TrafficPane traffic={parts.traffic} faults={parts.slackFaults} />
            )}
          </div>
        </aside>
        <nav class="bottombar" aria-label="Parts of the page">
          {(['channels', 'chat', 'production', 'traffic'] as const).map(name => (
            <button
              key={name}
              type="button"
              aria-current={shown === name ? 'page' : undefined}
              onClick={() => (name === 'production' || name === 'traffic' ? showPanel(name) : setShown(name))}
            >
              {name[0]?.toUpperCase()}
              {name.slice(1)}
              {name === 'channels' && unread > 0 && <span class="count">{unread}</span>}
            </button>
          ))}
        </nav>
      </div>
      {view !== undefined && <Modal key={view.id} view={view} depth={parts.views.length} />}
    </PageProvider>
  )
}

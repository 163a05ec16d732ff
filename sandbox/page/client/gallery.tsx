import { useEffect, useState } from 'preact/hooks'
import type { WireView } from '../wire.ts'
import type { Block } from './blocks/block.ts'
import { Blocks } from './blocks/index.tsx'
import { type PageContext, PageProvider } from './context.ts'
import { ScrollRegion } from './parts/scroll-region.tsx'
import { SurfaceOf } from './parts/surface.tsx'
import { type Parts, useStore } from './store.ts'

/** One thing that the app can show, as its builder made it from a fixture. */
type Exhibit = {
  name: string
  kind: 'message' | 'modal' | 'home'
  view: { blocks: Block[] } & Partial<WireView>
  /** Slack's limit that it breaks, if it does. */
  refused?: string
}

/** Every message and modal of the app, side by side, in three widths that Slack really has. */
export function Gallery() {
  const store = useStore('')
  const [exhibits, setExhibits] = useState<Exhibit[]>()
  const [failed, setFailed] = useState('')
  useEffect(() => {
    fetch('/gallery.json')
      .then(async answer => setExhibits((await answer.json()) as Exhibit[]))
      .catch(() => setFailed('The gallery could not be made; the sandbox’s own output says why.'))
  }, [])
  if (failed !== '') return <p class="empty">{failed}</p>
  if (store.parts === undefined || exhibits === undefined) return <p class="empty">Drawing every message …</p>
  const refused = exhibits.filter(e => e.refused !== undefined)
  return (
    <PageProvider value={contextOf(store.parts)}>
      <div class="gallery">
        <header class="topbar">
          <h1>
            {store.parts.app.name} <small>gallery</small>
          </h1>
          <p role="status">
            {exhibits.length} drawn, {refused.length} beyond Slack’s limits
          </p>
          <a class="quiet" href="/">
            Sandbox
          </a>
        </header>
        <main>
          {exhibits.map(e => (
            <section key={e.name} class={`exhibit of-${e.kind}`} aria-label={e.name}>
              <h2>
                {e.name} <small>{e.kind}</small>
                {e.refused !== undefined && <span class="badge bad">{e.refused}</span>}
              </h2>
              <ScrollRegion look="frame" label={`${e.name}, drawn`}>
                {e.view.title !== undefined && <h3>{(e.view.title as { text: string }).text}</h3>}
                <SurfaceOf send={async () => ({ ok: false, error: 'Nothing happens in the gallery.' })}>
                  <Blocks list={e.view.blocks} id={e.name} />
                </SurfaceOf>
                {e.view.submit !== undefined && (
                  <footer>
                    <span class="button primary">{(e.view.submit as { text: string }).text}</span>
                  </footer>
                )}
              </ScrollRegion>
            </section>
          ))}
        </main>
      </div>
    </PageProvider>
  )
}

function contextOf(parts: Parts): PageContext {
  const [first] = parts.people
  return {
    me: first ?? { id: '', name: '', realName: '', title: '', tz: 'UTC', guest: false, bot: false },
    app: parts.app,
    people: new Map(parts.people.map(p => [p.id, p])),
    groups: new Map(parts.groups.map(g => [g.id, g])),
    channels: new Map(parts.channels.map(c => [c.id, c])),
    act: async () => ({ ok: true }),
    openChannel: () => undefined,
  }
}

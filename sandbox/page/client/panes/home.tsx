import { useEffect } from 'preact/hooks'
import type { WireView } from '../../wire.ts'
import type { Block } from '../blocks/block.ts'
import { Blocks } from '../blocks/index.tsx'
import { usePage } from '../context.ts'
import { ScrollRegion } from '../parts/scroll-region.tsx'
import { SurfaceOf } from '../parts/surface.tsx'

/** The app's Home tab; looking at it is what makes the app draw it. */
export function HomePane({ view }: { view: WireView | null }) {
  const { act, app, me } = usePage()
  useEffect(() => void act({ do: 'home' }), [me.id])
  return (
    <section class="pane home" aria-label={`${app.name} Home`}>
      <header class="pane-head">
        <h2>{app.name} · Home</h2>
      </header>
      <ScrollRegion look="messages home-body" label="Home">
        {view === null ? (
          <p class="empty">The app has put nothing here yet.</p>
        ) : (
          <SurfaceOf
            key={view.id}
            send={(pressed, values) => act({ do: 'press-view', view: view.id, values, ...pressed })}
          >
            <Blocks list={view.blocks as Block[]} id={view.id} />
          </SurfaceOf>
        )}
      </ScrollRegion>
    </section>
  )
}

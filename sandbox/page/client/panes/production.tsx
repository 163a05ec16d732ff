import type { TourAct, WireFault, WireProduction, WireSample, WireService, WireTourStep } from '../../wire.ts'
import { usePage } from '../context.ts'

type Props = {
  production: WireProduction
  samples: WireSample[]
  tour: WireTourStep[]
  onTour(act: TourAct): void
}

/** The simulated production: what runs, how it feels, what is broken, and what the app changed. */
export function ProductionPane({ production: p, samples, tour, onTour }: Props) {
  return (
    <div class="panel-body">
      <Tour steps={tour} onTour={onTour} />
      <div class="parts">
        {p.parts.map(part => (
          <span key={part.name} class={part.up ? 'part up' : 'part down'}>
            {part.up ? '✓' : '✕'} {part.name} {part.up ? 'up' : 'down'}
          </span>
        ))}
      </div>
      <div class="meters">
        {p.meters.map((m, i) => (
          <div key={m.name} class={m.bad ? 'meter bad' : 'meter'}>
            <span>{m.name}</span>
            <b>
              {m.value}
              <small>{m.unit}</small>
            </b>
            <Chart
              label={`${m.name}, last ${samples.length} s`}
              values={samples.map(s => (i === 0 ? s.queue : s.errors))}
            />
          </div>
        ))}
      </div>
      <h2>Services</h2>
      {p.services.map(s => (
        <Service key={s.id} service={s} />
      ))}
      <h2>What people outside see</h2>
      {p.outside.length === 0 && <p class="hint">Nothing yet: no page, no alarm, no message.</p>}
      {p.outside.map((o, n) => (
        <section key={`${o.where}-${n}`} class="outside" aria-label={`${o.where}: ${o.title}`}>
          <b>{o.where}</b> <small>{o.state}</small>
          <p>{o.title}</p>
          {o.lines.length > 0 && (
            <ul>
              {o.lines.map((line, m) => (
                <li key={m}>{line}</li>
              ))}
            </ul>
          )}
        </section>
      ))}
      <h2>Break something</h2>
      <ul class="faults">
        {p.faults.map(f => (
          <Fault key={f.name} fault={f} />
        ))}
      </ul>
    </div>
  )
}

function Tour({ steps, onTour }: { steps: WireTourStep[]; onTour(act: TourAct): void }) {
  if (steps.length === 0) return null
  return (
    <details class="tour" open>
      <summary>Try it in a minute</summary>
      <ol>
        {steps.map(step => (
          <li key={step.text}>
            {step.text}{' '}
            {step.act !== undefined && (
              <button type="button" class="button small" onClick={() => step.act && onTour(step.act)}>
                {step.act.label}
              </button>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}

function Service({ service: s }: { service: WireService }) {
  const { act, app } = usePage()
  const tasks = [
    ...Array<string>(Math.max(0, s.running - s.draining)).fill('running'),
    ...Array<string>(s.starting).fill('starting'),
    ...Array<string>(s.draining).fill('draining'),
  ]
  return (
    <div class="service">
      <p>
        <b>{s.name}</b> <small>{s.region}</small>
      </p>
      <p class="tasks">
        {tasks.map((state, i) => (
          <i key={i} class={`task ${state}`} title={state} />
        ))}
      </p>
      <p class="counts">
        {s.running} of {s.desired} running
        {s.starting > 0 && `, ${s.starting} starting`}
        {s.draining > 0 && `, ${s.draining} draining`} · <code>{s.image}</code>
        <span class="by-hand">
          <button
            type="button"
            class="button small"
            aria-label={`One task less of ${s.name} in ${s.region}, by hand`}
            onClick={() => void act({ do: 'scale', service: s.id, by: -1 })}
          >
            −
          </button>
          <button
            type="button"
            class="button small"
            aria-label={`One task more of ${s.name} in ${s.region}, by hand`}
            onClick={() => void act({ do: 'scale', service: s.id, by: 1 })}
          >
            +
          </button>
        </span>
      </p>
      {s.changes.map((change, i) => (
        <p key={i} class="changed">
          ✎ {app.name}: {change}
        </p>
      ))}
    </div>
  )
}

const faultWord: Record<WireFault['state'], string> = {
  off: '',
  hurting: 'hurting',
  cured: 'cured',
}

function Fault({ fault: f }: { fault: WireFault }) {
  const { act } = usePage()
  return (
    <li class={`fault ${f.state}`}>
      <div>
        <b>{f.title}</b> {f.state !== 'off' && <span class="badge">{faultWord[f.state]}</span>}
        <small>
          {f.about} Cured by {f.cure}.
        </small>
      </div>
      <button
        type="button"
        class={f.state === 'off' ? 'button danger' : 'button'}
        aria-label={`${f.state === 'off' ? 'Break' : 'Cure'}: ${f.title}`}
        onClick={() => void act({ do: f.state === 'off' ? 'break' : 'cure', fault: f.name })}
      >
        {f.state === 'off' ? 'Break' : 'Cure'}
      </button>
    </li>
  )
}

const width = 160
const height = 36

/** A line over the last minutes; its scale starts at zero. */
function Chart({ values, label }: { values: number[]; label: string }) {
  const most = Math.max(1, ...values)
  const step = width / Math.max(1, values.length - 1)
  const points = values.map(
    (v, i) => `${(i * step).toFixed(1)},${(height - 2 - (v / most) * (height - 6)).toFixed(1)}`,
  )
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${label}: most ${Math.max(0, ...values)}`}
    >
      <polygon points={`0,${height} ${points.join(' ')} ${width},${height}`} />
      <polyline points={points.join(' ')} />
    </svg>
  )
}

import type { Act, WireSlackFaults } from '../../wire.ts'
import { usePage } from '../context.ts'

type FaultName = Extract<Act, { do: 'slack' }>['fault']

/** Faults of the whole of Slack, a switch each. */
export function SlackFaults({ faults: f }: { faults: WireSlackFaults }) {
  const switches: { name: FaultName; label: string; on: boolean; about: string }[] = [
    {
      name: 'rate',
      label: '429',
      on: f.rate > 0,
      about: `the next 5 calls are refused for 1 s (${f.rate} left)`,
    },
    { name: 'status', label: '500', on: f.status > 0, about: `the next 5 calls fail (${f.status} left)` },
    {
      name: 'drop',
      label: 'Drop after accept',
      on: f.drop > 0,
      about: `the next 5 calls are done, but the answer is lost (${f.drop} left)`,
    },
    { name: 'slow', label: 'Slow', on: f.slowMs > 0, about: 'every call takes 1.5 s longer' },
    {
      name: 'rated',
      label: 'Rate tiers',
      on: f.rated,
      about: 'one post a second and channel, and the tiers of each method',
    },
    { name: 'outage', label: 'Outage', on: f.outage, about: 'nothing is reachable until it is switched off' },
  ]
  return (
    <div class="switches">
      {switches.map(s => (
        <Switch key={s.name} {...s} />
      ))}
      <Refresh />
    </div>
  )
}

function Switch({ name, label, on, about }: { name: FaultName; label: string; on: boolean; about: string }) {
  const { act } = usePage()
  return (
    <button
      type="button"
      class="button small"
      aria-pressed={on}
      title={about}
      onClick={() => void act({ do: 'slack', fault: name, on: !on })}
    >
      {label}
    </button>
  )
}

function Refresh() {
  const { act } = usePage()
  const go = () => void act({ do: 'slack', fault: 'refresh', on: true })
  return (
    <button type="button" class="button small" title="Slack asks every socket to be opened anew" onClick={go}>
      Socket refresh
    </button>
  )
}

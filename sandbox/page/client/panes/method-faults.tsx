import { useState } from 'preact/hooks'
import type { WireMethodFault, WireSlackFaults } from '../../wire.ts'
import { usePage } from '../context.ts'

const hows: [how: WireMethodFault, label: string][] = [
  ['error', 'an error code'],
  ['status', '503'],
  ['rate', '429, again after 10 s'],
  ['cut', 'a dropped connection'],
  ['drop-after', 'nothing, after doing it'],
  ['silence', 'nothing, ever'],
]
const codes = [
  'internal_error',
  'missing_scope',
  'token_revoked',
  'account_inactive',
  'restricted_action',
  'plan_upgrade_required',
  'channel_not_found',
  'not_in_channel',
  'is_archived',
]
const counts: [times: string, label: string][] = [
  ['', 'until I end it'],
  ['1', 'for 1 call'],
  ['5', 'for 5 calls'],
  ['20', 'for 20 calls'],
]

/** One method of the Web API that fails as chosen, for some calls or until it is ended. */
export function MethodFaults({ faults }: { faults: WireSlackFaults }) {
  const { act } = usePage()
  const [method, setMethod] = useState('chat.postMessage')
  const [how, setHow] = useState<WireMethodFault>('error')
  const [code, setCode] = useState('internal_error')
  const [times, setTimes] = useState('')
  const [wrong, setWrong] = useState('')
  const fail = async (event: Event) => {
    event.preventDefault()
    const bounded = times === '' ? {} : { times: Number(times) }
    const acted = await act({ do: 'fail-method', method, how, code, ...bounded })
    setWrong(acted.ok ? '' : acted.error)
  }
  return (
    <form class="method-fault" aria-label="One method fails" onSubmit={fail}>
      <label>
        Method
        <select value={method} onChange={e => setMethod(e.currentTarget.value)}>
          {faults.methods.map(m => (
            <option key={m}>{m}</option>
          ))}
        </select>
      </label>
      <label>
        answers
        <select value={how} onChange={e => setHow(e.currentTarget.value as WireMethodFault)}>
          {hows.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {how === 'error' && (
        <label>
          Code
          <input
            list="error-codes"
            value={code}
            spellcheck={false}
            onInput={e => setCode(e.currentTarget.value)}
          />
          <datalist id="error-codes">
            {codes.map(c => (
              <option key={c} value={c} />
            ))}
          </datalist>
        </label>
      )}
      <label>
        For how long
        <select value={times} onChange={e => setTimes(e.currentTarget.value)}>
          {counts.map(([value, label]) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="button small">
        Let it fail
      </button>
      {wrong !== '' && <p role="alert">{wrong}</p>}
      <ul aria-label="Failing now">
        {faults.failing.map(f => (
          <li key={f.id}>
            <code>{f.method}</code>: {f.what}
            {f.left === undefined ? '' : ` (${f.left} left)`}{' '}
            <button
              type="button"
              class="button small"
              aria-label={`End: ${f.method}`}
              onClick={() => void act({ do: 'heal-method', id: f.id })}
            >
              End
            </button>
          </li>
        ))}
      </ul>
    </form>
  )
}

import type { WirePerson } from '../../wire.ts'

const hues = 12

/** Initials on a colour that is always the same for one person. */
export function Avatar({ person, small = false }: { person: WirePerson | undefined; small?: boolean }) {
  const name = person?.realName ?? '?'
  const initials = name
    .split(' ')
    .map(w => w[0] ?? '')
    .slice(0, 2)
    .join('')
  const hue = [...(person?.id ?? '')].reduce((sum, c) => sum + c.charCodeAt(0), 0) % hues
  const look = `avatar ${small ? 'small' : ''} ${person?.bot === true ? 'bot' : `hue-${hue}`}`
  return <span class={look} data-initials={initials.toUpperCase()} aria-hidden="true" />
}

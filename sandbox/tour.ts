import type { WireTourStep } from './page/wire.ts'

/** The first minute, step by step. */
export const tour: WireTourStep[] = [
  {
    text: 'Break production: the emergency API hangs.',
    act: { kind: 'break', fault: 'api-down', label: 'Break it' },
  },
  {
    text: 'You are Maya, on call. Declare it, and press Enter.',
    act: {
      kind: 'type',
      channel: 'emergency-incidents',
      text: '/incident declare P1 api down',
      label: 'Type it',
    },
  },
  { text: 'A channel opens with the facts. Press Contain there, read the preview, and ask for approval.' },
  {
    text: 'Nobody approves their own request. Be Lee, and press Review and approve in his messages.',
    act: { kind: 'as', user: 'U0LEE', label: 'Be Lee' },
  },
  {
    text: 'Watch the tasks below change and the API come up. Then Undo the extra tasks, and Check and resolve: the report comes in its thread.',
  },
]

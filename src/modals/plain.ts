import { type Markup, modal, safe, section, type View } from '../blocks/index.ts'

/** Opened at once while production is being read: the trigger lives for three seconds only. */
export function loading(title: string): View {
  return modal({ callbackId: 'loading', title, meta: '{}', blocks: [section(safe`⏳ Reading production …`)] })
}

/** A refusal or a fault, said in the modal that the person is looking at. */
export function problem(title: string, words: Markup): View {
  return modal({ callbackId: 'problem', title, close: 'Close', meta: '{}', blocks: [section(words)] })
}

import type { ComponentType } from 'preact'
import type { Element } from '../form.ts'

/** An element in its block; `live` ones tell the app at every change, the others wait for the form's submit. */
export type ElementProps = { element: Element; block: string; id: string; live: boolean; label?: string }
export type ElementView = ComponentType<ElementProps>

export const placeholder = (e: Element) => (e.placeholder as { text?: string } | undefined)?.text ?? ''
export const actionOf = (e: Element) => e.action_id ?? ''

import { join, type Markup, type SafeBlock, safe, section, selectField, textField } from '../blocks/index.ts'
import type { PreviewRow } from '../incident/events.ts'
import { rows } from '../messages/action-lines.ts'
import { asMarkup } from '../messages/speech.ts'
import { type FormState, readField } from './form.ts'

type Edits = { label: string; value: string; most: number }
type Choice = { label: string; options: { value: string; label: string; hint: string }[] }
/** A step as a modal shows it: what would change, or in words why not, or what has to be chosen first. */
export type StepPreview =
  | {
      title: string
      target: string
      shows: PreviewRow[]
      check: string
      undo: string
      was?: PreviewRow[]
      edits?: Edits
    }
  | { title: string; skipped: string; choice?: Choice }

export function previewBlocks(steps: StepPreview[]): SafeBlock[] {
  return steps.flatMap((step, n) => [
    section(previewText(step, n + 1)),
    ...('choice' in step && step.choice !== undefined
      ? [selectField({ id: choiceField(n), label: step.choice.label, choices: step.choice.options })]
      : []),
    ...('edits' in step && step.edits !== undefined
      ? [textField({ id: editField(n), multiline: true, ...step.edits })]
      : []),
  ])
}

const choiceField = (n: number) => `choose-${n}`

/** What was chosen for the step at that place of the list; its own parser decides whether it is allowed. */
export const readChosen = (state: FormState, n: number): string | undefined =>
  readField(state, choiceField(n))

const editField = (n: number) => `edit-${n}`
/** What people wrote in place of the words of the step at that place. */
export const readEdited = (state: FormState, n: number): string | undefined => readField(state, editField(n))

/** Words that stand in a field below are not said twice. */
const shownOf = ({ shows, edits }: Extract<StepPreview, { shows: PreviewRow[] }>): PreviewRow[] =>
  edits === undefined ? shows : shows.filter(row => row.now !== edits.value)

function previewText(step: StepPreview, n: number): Markup {
  if ('skipped' in step) return safe`*${n}. ${step.title}*\n⚪ ${asMarkup(step.skipped)}`
  const changed =
    step.was === undefined
      ? undefined
      : safe`⚠️ *Changed since it was asked for.* Then:\n${rows(step.was)}\n*Approving means what follows, as it is now:*`
  return join(
    [
      safe`*${n}. ${step.title}*  ${step.target}`,
      changed,
      rows(shownOf(step)),
      safe`Check: ${step.check}`,
      safe`Undo: ${step.undo}`,
    ],
    '\n',
  )
}

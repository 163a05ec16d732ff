import { join, type Markup, type SafeBlock, safe, section } from '../blocks/index.ts'
import type { PreviewRow } from '../incident/events.ts'
import { rows } from '../messages/action-request.ts'
import { asMarkup } from '../messages/speech.ts'

/** A step as a modal shows it: what would change, or in words why not. */
export type StepPreview =
  | { title: string; target: string; shows: PreviewRow[]; check: string; undo: string; was?: PreviewRow[] }
  | { title: string; skipped: string }

export function previewBlocks(steps: StepPreview[]): SafeBlock[] {
  return steps.map((step, n) => section(previewText(step, n + 1)))
}

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
      rows(step.shows),
      safe`Check: ${step.check}`,
      safe`Undo: ${step.undo}`,
    ],
    '\n',
  )
}

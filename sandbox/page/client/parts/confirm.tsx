import type { Confirm } from '../form.ts'
import { TextObject } from '../text/text.tsx'
import { Dialog } from './dialog.tsx'

/** The question that an element asks before it tells the app. */
export function ConfirmDialog({ confirm, answer }: { confirm: Confirm; answer(yes: boolean): void }) {
  return (
    <Dialog label={confirm.title.text} onCancel={() => answer(false)} look="confirm">
      <header>
        <h2>{confirm.title.text}</h2>
      </header>
      <div class="body words">
        <TextObject text={confirm.text} />
      </div>
      <footer>
        <button type="button" class="button" onClick={() => answer(false)}>
          {confirm.deny.text}
        </button>
        <button
          type="button"
          class={confirm.style === 'danger' ? 'button danger' : 'button primary'}
          onClick={() => answer(true)}
        >
          {confirm.confirm.text}
        </button>
      </footer>
    </Dialog>
  )
}

/** Text that comes into a field from outside of the phone. */
import type { Screen } from './screen.ts'

type Field = HTMLInputElement | HTMLTextAreaElement

const isField = (element: unknown): element is Field =>
  element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement

/**
 * Returns what puts a text into the field in use: the one with the focus, or the one that had it until the person turned
 * to something beside the phone.
 */
export function pasting({ root, surface }: Screen): (text: string) => boolean {
  let latest: Field | null = null
  root.addEventListener('focusin', ({ target }) => {
    latest = isField(target) ? target : null
  })
  // A tap beside the field ends its use.
  surface.addEventListener('pointerdown', () => {
    latest = null
  })
  return (text) => {
    const field = isField(root.activeElement) ? root.activeElement : latest
    if (!field?.isConnected || field.offsetParent === null) return false
    if (field.disabled || field.readOnly || field.type === 'password') return false
    field.focus()
    field.value = field.maxLength > 0 ? text.slice(0, field.maxLength) : text
    field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertReplacementText' }))
    return true
  }
}

/** A half-screen question of WeChat's own: privacy, phone number. */
import type { MiniProgram } from '../mini-program.ts'
import { button, h, openSheet } from './sheet.ts'

export interface Question {
  title: string
  text: string
  /** What it is about, set large: a phone number, for one. */
  subject?: string
  yes: string
  no?: string
}

export function confirmSheet(program: MiniProgram, question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    const answer = (yes: boolean) => {
      sheet.close()
      // What the person allows here counts as their tap.
      program.userActs(() => resolve(yes))
    }
    const box = h(
      'div',
      { class: 'question', role: 'dialog', 'aria-modal': 'true', 'aria-label': question.title },
      h('div', { class: 'question-title' }, question.title),
      h('div', { class: 'question-text' }, question.text),
      question.subject && h('div', { class: 'question-subject' }, question.subject),
      h(
        'div',
        { class: 'question-buttons' },
        question.no ? button(question.no, 'question-no', () => answer(false)) : null,
        button(question.yes, 'question-yes', () => answer(true)),
      ),
    )
    const sheet = openSheet(program, 'bottom', box)
  })
}

/** The album that wx.chooseMedia opens: pictures side by side, a tap takes one, or several are ticked. */
import type { MiniProgram } from '../mini-program.ts'
import { button, h, openSheet } from './sheet.ts'

export interface AlbumPicture {
  readonly title: string
  readonly url: string
}

/** @returns places of the chosen ones, in the order in which they were chosen; none for the way back */
export function albumSheet(program: MiniProgram, pictures: readonly AlbumPicture[], most: number): Promise<number[]> {
  return new Promise((resolve) => {
    const chosen: number[] = []
    const answer = (places: number[]) => {
      sheet.close()
      program.userActs(() => resolve(places))
    }
    const choose = (place: number, tile: HTMLElement) => {
      if (most === 1) return answer([place])
      const at = chosen.indexOf(place)
      if (at >= 0) chosen.splice(at, 1)
      else if (chosen.length < most) chosen.push(place)
      tile.setAttribute('aria-pressed', String(chosen.includes(place)))
    }
    const tiles = pictures.map(({ title, url }, place) => {
      const tile: HTMLElement = h(
        'button',
        { type: 'button', class: 'album-picture', 'aria-pressed': 'false', click: () => choose(place, tile) },
        h('img', { src: url, alt: '' }),
        h('span', {}, title),
      )
      return tile
    })
    const content = h(
      'div',
      { class: 'album', role: 'dialog', 'aria-modal': 'true', 'aria-label': '相册' },
      h('div', { class: 'album-title' }, '最近项目'),
      h('div', { class: 'album-pictures' }, ...tiles, pictures.length === 0 ? '相册里没有图片' : null),
      h(
        'div',
        { class: 'question-buttons' },
        button('取消', 'question-no', () => answer([])),
        most > 1 ? button('完成', 'question-yes', () => answer([...chosen])) : null,
      ),
    )
    const sheet = openSheet(program, 'bottom', content, () => answer([]))
  })
}

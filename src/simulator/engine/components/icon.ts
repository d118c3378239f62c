/** icon: WeChat's nine marks. */
import { WxElement } from './element.ts'
import { define } from './registry.ts'

const GREEN = '#09bb07'
const TICK = 'M7 12.300 10.600 16 17 8.500'
const CROSS = 'M8.500 8.500l7 7M15.500 8.500l-7 7'

/** Each is a disc with a stroke on it, or a stroke alone. */
const MARKS: Record<string, { colour: string; disc: boolean; stroke: string }> = {
  success: { colour: GREEN, disc: true, stroke: TICK },
  success_no_circle: { colour: GREEN, disc: false, stroke: 'M4 12.500 10 18.500 20.500 6.500' },
  info: { colour: '#10aeff', disc: true, stroke: 'M12 10.800V17M12 7.300v.4' },
  warn: { colour: '#f76260', disc: true, stroke: 'M12 6.800v6.400M12 16.500v.4' },
  waiting: { colour: '#10aeff', disc: true, stroke: 'M12 7v5.200h4' },
  cancel: { colour: '#f43530', disc: true, stroke: CROSS },
  download: { colour: GREEN, disc: true, stroke: 'M12 6.500v9M8.500 12.500 12 16l3.500-3.500' },
  search: {
    colour: '#b2b2b2',
    disc: false,
    stroke: 'M16 16l5 5M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13z',
  },
  clear: { colour: '#b2b2b2', disc: true, stroke: CROSS },
}

class WxIcon extends WxElement {
  protected override changed(): void {
    const mark = MARKS[this.text('type')]
    if (!mark) return
    const size = this.figure('size', 23)
    const colour = this.text('color', mark.colour)
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
    svg.setAttribute('viewBox', '0 0 24 24')
    svg.setAttribute('width', String(size))
    svg.setAttribute('height', String(size))
    const path = document.createElementNS(svg.namespaceURI, 'path')
    if (mark.disc) {
      const disc = document.createElementNS(svg.namespaceURI, 'circle')
      for (const [name, value] of [
        ['cx', '12'],
        ['cy', '12'],
        ['r', '11'],
        ['fill', colour],
      ] as const)
        disc.setAttribute(name, value)
      svg.append(disc)
    }
    const drawn = {
      d: mark.stroke,
      fill: 'none',
      stroke: mark.disc ? '#fff' : colour,
      'stroke-width': '1.800',
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
    }
    for (const [name, value] of Object.entries(drawn)) path.setAttribute(name, value)
    svg.append(path)
    this.replaceChildren(svg)
  }
}

define('icon', WxIcon)

/** canvas type="2d": the browser's own canvas, asked for by `NodesRef.node`. */
import { WxElement } from './element.ts'
import { define } from './registry.ts'

class WxCanvas extends WxElement {
  readonly canvas = document.createElement('canvas')

  protected override mount(): void {
    this.append(this.canvas)
  }

  override context(): unknown {
    const { canvas, program } = this
    return Object.assign(canvas, {
      createImage: () => new Image(),
      createPath2D: (path?: string) => new Path2D(path),
      requestAnimationFrame: (callback: (time: number) => void) =>
        requestAnimationFrame((time) => program.guard(() => callback(time), 'canvas')),
      cancelAnimationFrame: (id: number) => cancelAnimationFrame(id),
    })
  }
}

define('canvas', WxCanvas)

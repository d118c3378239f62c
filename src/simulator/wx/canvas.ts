/** Pictures made by the package: from a canvas to a file of the phone, and from there to an image or the album. */
import type { MiniProgram } from '../engine/mini-program.ts'
import { asynchronous, type Member, type Options, WxFailure } from './answer.ts'

export function pictures(program: MiniProgram): Record<string, Member> {
  const offscreen = ({ width = 300, height = 150 }: { width?: number; height?: number } = {}) =>
    Object.assign(document.createElement('canvas'), { width, height, createImage: () => new Image() })
  return {
    createOffscreenCanvas: offscreen as Member,
    canvasToTempFilePath: asynchronous(program, 'canvasToTempFilePath', (options: Options) => {
      const { canvas } = options
      if (!(canvas instanceof HTMLCanvasElement)) throw new WxFailure('canvas is empty')
      const figure = (name: string, otherwise: number) => Number(options[name] ?? otherwise)
      const [x, y] = [figure('x', 0), figure('y', 0)]
      const [width, height] = [figure('width', canvas.width - x), figure('height', canvas.height - y)]
      const copy = offscreen({ width: figure('destWidth', width), height: figure('destHeight', height) })
      copy.getContext('2d')?.drawImage(canvas, x, y, width, height, 0, 0, copy.width, copy.height)
      const kind = options.fileType === 'jpg' ? 'jpeg' : 'png'
      return {
        tempFilePath: program.keepFile(
          copy.toDataURL(`image/${kind}`, figure('quality', 1)),
          String(options.fileType ?? 'png'),
        ),
      }
    }),
  }
}

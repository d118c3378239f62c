/** image: 320 × 240 unless told otherwise, filled by its mode. */
import { WxElement } from './element.ts'
import { define } from './registry.ts'

/** 开发/组件/媒体组件/image, mode: how the picture fills the box, as size and position of a background. */
const MODES: Record<string, [size: string, position?: string]> = {
  scaleToFill: ['100% 100%'],
  aspectFit: ['contain', 'center'],
  aspectFill: ['cover', 'center'],
  widthFix: ['100% 100%'],
  heightFix: ['100% 100%'],
  top: ['auto', 'top center'],
  bottom: ['auto', 'bottom center'],
  center: ['auto', 'center'],
  left: ['auto', 'left center'],
  right: ['auto', 'right center'],
  'top left': ['auto', 'top left'],
  'top right': ['auto', 'top right'],
  'bottom left': ['auto', 'bottom left'],
  'bottom right': ['auto', 'bottom right'],
}

class WxImage extends WxElement {
  protected override ownRole = 'img'
  private picture = document.createElement('div')
  private image: HTMLImageElement | null = null

  protected override mount(): void {
    this.picture.className = 'image-picture'
    this.append(this.picture)
  }

  protected override changed(name: string): void {
    if (name === 'src') this.load()
    if (name === 'mode') this.fit()
  }

  private load(): void {
    const written = this.text('src')
    this.picture.style.backgroundImage = ''
    this.image = null
    if (written === '') return
    const source = this.program.fileUrl(this.program.themed(written), this.program.router.current?.path ?? '')
    const image = new Image()
    this.image = image
    image.onload = () => {
      if (this.image !== image) return
      this.picture.style.backgroundImage = `url("${source.replaceAll('"', '%22')}")`
      this.fit()
      this.emit('load', { width: image.naturalWidth, height: image.naturalHeight })
    }
    image.onerror = () => {
      if (this.image === image) this.emit('error', { errMsg: `GET ${source} 404 (Not Found)` })
    }
    image.src = source
  }

  private fit(): void {
    const mode = this.text('mode', 'scaleToFill')
    const [size, position = '0 0'] = MODES[mode] ?? ['100% 100%']
    this.picture.style.backgroundSize = size
    this.picture.style.backgroundPosition = position
    const { image } = this
    if (!image?.naturalWidth) return
    const ratio = image.naturalWidth / image.naturalHeight
    if (mode === 'widthFix') this.style.setProperty('height', `${this.offsetWidth / ratio}px`)
    if (mode === 'heightFix') this.style.setProperty('width', `${this.offsetHeight * ratio}px`)
  }
}

define('image', WxImage)
define('cover-image', WxImage)

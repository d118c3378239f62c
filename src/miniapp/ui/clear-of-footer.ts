import Taro from '@tarojs/taro'

const MARGIN_PX = 12

/** Scrolls so far that an element stands above what stays at the bottom of the page: keys, which in care mode are half of it, and buttons. */
export function clearOfFooter(selector: string): void {
  Taro.nextTick(() =>
    Taro.createSelectorQuery()
      .select(selector)
      .boundingClientRect()
      .select('.page__footer')
      .boundingClientRect()
      .selectViewport()
      .scrollOffset()
      .exec(([element, footer, view]) => {
        const hidden = element && footer ? element.bottom + MARGIN_PX - footer.top : 0
        if (hidden > 0) Taro.pageScrollTo({ scrollTop: view.scrollTop + hidden, duration: 0 }).catch(() => undefined)
      }),
  )
}

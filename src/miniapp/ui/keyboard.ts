/**
 * In a browser whatever can be tapped can also be reached by Tab and pressed by Enter or the space bar; the mini-programs
 * see to that themselves. Spread it onto the component that has the `onClick`.
 */
export function byKeyboard(onTap: (() => void) | undefined): object {
  if (process.env.TARO_ENV !== 'h5' || !onTap) return {}
  return {
    tabIndex: 0,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return
      event.preventDefault()
      onTap()
    },
  }
}

/** Runs once a layer's own movement has ended; what moves inside of it does not count. */
export function whenMoved(layer: HTMLElement, run: () => void): void {
  const listener = (event: AnimationEvent) => {
    if (event.target !== layer) return
    layer.removeEventListener('animationend', listener)
    run()
  }
  layer.addEventListener('animationend', listener)
}

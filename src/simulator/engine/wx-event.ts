/** Events in the shape that WeChat hands to a page's handlers. */
import * as glassEasel from 'glass-easel'

export interface Touch {
  identifier: number
  pageX: number
  pageY: number
  clientX: number
  clientY: number
  force: number
}

export interface EventExtra {
  touches?: Touch[]
  changedTouches?: Touch[]
}

/** What `event.target` and `event.currentTarget` hold: plain data, not the node. */
interface EventNode {
  id: string
  offsetLeft: number
  offsetTop: number
  dataset: Record<string, unknown>
}

function describe(node: unknown): EventNode {
  const element = node as { id?: string; dataset?: Record<string, unknown>; $$?: unknown; _$?: unknown }
  const bearer = node as { getBackendElement?: () => unknown }
  const dom = bearer.getBackendElement?.() as HTMLElement | undefined
  return {
    id: element.id ?? '',
    offsetLeft: dom?.offsetLeft ?? 0,
    offsetTop: dom?.offsetTop ?? 0,
    dataset: element.dataset ?? {},
  }
}

/**
 * A glass-easel event whose listeners receive a plain WeChat event object: serialisable, as it has come
 * over the bridge between the two threads of a real phone.
 */
class WxEvent extends glassEasel.Event<unknown> {
  private extra: EventExtra

  constructor(type: string, detail: unknown, options: glassEasel.EventOptions, extra: EventExtra = {}) {
    super(type, detail, options)
    this.extra = extra
  }

  override wrapShadowedEvent(
    target: glassEasel.Element,
    mark: Record<string, unknown> | null,
    currentTarget: glassEasel.Element,
  ): glassEasel.ShadowedEvent<unknown> {
    const plain = {
      type: this.type,
      timeStamp: this.timeStamp,
      target: describe(target),
      currentTarget: describe(currentTarget),
      mark: mark ?? {},
      detail: this.detail,
      ...this.extra,
      mut: false,
    }
    // The engine marks the event through what it hands out; a handler does not see these three.
    for (const name of ['stopPropagation', 'preventDefault', 'markMutated'] as const) {
      Object.defineProperty(plain, name, { value: () => this[name](), enumerable: false })
    }
    return plain as unknown as glassEasel.ShadowedEvent<unknown>
  }
}

/** A built-in component's own event (`input`, `change`, `scroll` …): it does not bubble. */
export function emitOwn(
  node: glassEasel.Element,
  type: string,
  detail: unknown,
  onReturn?: (value: unknown) => void,
): void {
  const options: glassEasel.EventOptions = onReturn ? { handleListenerReturn: (value) => void onReturn(value) } : {}
  glassEasel.Event.dispatchEvent(node, new WxEvent(type, detail, options))
}

/** A touch, tap or animation event: it is captured, bubbles, and crosses component borders. */
export function emitBubbling(node: glassEasel.Element, type: string, detail: unknown, extra?: EventExtra): void {
  const options = { bubbles: true, composed: true, capturePhase: true }
  glassEasel.Event.dispatchEvent(node, new WxEvent(type, detail, options, extra))
}

/** App-level listeners, launch options, updates, logs and timing. */
import type { AppEvent } from '../engine/app-service.ts'
import type { MiniProgram } from '../engine/mini-program.ts'
import { asynchronous, type Member } from './answer.ts'

type Listener = (value: unknown) => void

export function lifecycle(program: MiniProgram): Record<string, Member> {
  const { app } = program
  const pairs: [string, AppEvent][] = [
    ['AppShow', 'show'],
    ['AppHide', 'hide'],
    ['Error', 'error'],
    ['PageNotFound', 'pageNotFound'],
    ['UnhandledRejection', 'unhandledRejection'],
    ['ThemeChange', 'themeChange'],
  ]
  const listeners: Record<string, unknown> = {}
  for (const [name, event] of pairs) {
    listeners[`on${name}`] = (listener: Listener) => app.on(event, listener)
    listeners[`off${name}`] = (listener?: Listener) => app.off(event, listener)
  }
  // Things that happen to a phone but not to this one: their listeners are kept and never called.
  for (const name of QUIET) {
    listeners[`on${name}`] = () => {}
    listeners[`off${name}`] = () => {}
  }
  const members = {
    ...listeners,
    ...windowResize(program),
    ...keyboardHeight(program),
    getLaunchOptionsSync: () => program.launchOptions,
    getEnterOptionsSync: () => program.enterOptions,
    nextTick: (callback: () => void) => {
      Promise.resolve().then(() => program.guard(callback, 'nextTick'))
    },
    getUpdateManager: () => ({
      onCheckForUpdate: (listener: Listener) =>
        setTimeout(() => program.guard(() => listener({ hasUpdate: false }), 'update')),
      onUpdateReady: () => {},
      onUpdateFailed: () => {},
      applyUpdate: () => {
        throw new Error('update is not ready')
      },
    }),
    getLogManager: () => log(program),
    getRealtimeLogManager: () => ({ ...log(program), setFilterMsg: () => {}, addFilterMsg: () => {}, in: () => {} }),
    getPerformance: () => ({
      now: () => performance.now(),
      getEntries: () => [],
      getEntriesByName: () => [],
      getEntriesByType: () => [],
      setBufferSize: () => {},
      createObserver: () => ({ observe: () => {}, disconnect: () => {} }),
    }),
    requestIdleCallback: (callback: (deadline: unknown) => void) =>
      setTimeout(() => program.guard(() => callback({ timeRemaining: () => 10, didTimeout: false }), 'idle'), 1),
    cancelIdleCallback: (id: number) => clearTimeout(id),
    reportEvent: (name: string, data?: unknown) => {
      program.events.emit('console', { level: 'report', text: `${name} ${JSON.stringify(data ?? {})}` })
    },
    reportAnalytics: () => {},
    reportMonitor: () => {},
    reportPerformance: () => {},
    preloadWebview: () => {},
    preloadAssets: () => {},
    setEnableDebug: asynchronous(program, 'setEnableDebug', () => {}),
    exitMiniProgram: asynchronous(program, 'exitMiniProgram', () => program.leave()),
    getExtConfigSync: () => ({}),
    getExtConfig: asynchronous(program, 'getExtConfig', () => ({ extConfig: {} })),
    setVisualEffectOnCapture: asynchronous(program, 'setVisualEffectOnCapture', () => {}),
    setKeepScreenOn: asynchronous(program, 'setKeepScreenOn', () => {}),
    loadFontFace: asynchronous(program, 'loadFontFace', () => ({ status: 'loaded' })),
  }
  return members as unknown as Record<string, Member>
}

const QUIET = [
  'MemoryWarning',
  'UserCaptureScreen',
  'AudioInterruptionBegin',
  'AudioInterruptionEnd',
  'LazyLoadError',
  'ApiCategoryChange',
  'CopyUrl',
  'NetworkWeakChange',
  'ScreenRecordingStateChanged',
]

function windowResize(program: MiniProgram): Record<string, unknown> {
  const listeners = new Set<Listener>()
  program.onResize((size) => {
    for (const listener of listeners) program.guard(() => listener({ size }), 'onWindowResize')
  })
  return {
    onWindowResize: (listener: Listener) => listeners.add(listener),
    offWindowResize: (listener?: Listener) => (listener ? listeners.delete(listener) : listeners.clear()),
  }
}

function keyboardHeight(program: MiniProgram): Record<string, unknown> {
  const listeners = new Set<Listener>()
  program.onKeyboard((height) => {
    for (const listener of listeners) program.guard(() => listener({ height }), 'onKeyboardHeightChange')
  })
  return {
    onKeyboardHeightChange: (listener: Listener) => listeners.add(listener),
    offKeyboardHeightChange: (listener?: Listener) => (listener ? listeners.delete(listener) : listeners.clear()),
  }
}

function log(program: MiniProgram): Record<string, (...values: unknown[]) => void> {
  const write =
    (level: string) =>
    (...values: unknown[]) =>
      program.events.emit('console', { level, text: values.map((value) => JSON.stringify(value)).join(' ') })
  return { debug: write('debug'), info: write('info'), log: write('log'), warn: write('warn'), error: write('error') }
}

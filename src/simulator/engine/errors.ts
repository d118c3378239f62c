/** Errors of a package that nobody caught: those in component code, and promises that were let go. */
import * as glassEasel from 'glass-easel'
import { PhoneBackend } from './backend.ts'
import type { MiniProgram } from './mini-program.ts'

/** Listens for as long as the mini-program runs. */
export function watchErrors(program: MiniProgram): void {
  const onError = (error: unknown, method?: string, related?: unknown): boolean => {
    const context = (related as { getBackendContext?: () => unknown } | undefined)?.getBackendContext?.()
    if (!(context instanceof PhoneBackend) || context.program !== program) return true
    program.reportError(error, method ?? 'component')
    return false
  }
  const onRejection = ({ reason, promise }: PromiseRejectionEvent) => {
    program.events.emit('error', { message: String(reason?.stack ?? reason?.errMsg ?? reason), where: 'promise' })
    program.dispatchApp('unhandledRejection', { reason, promise })
  }
  glassEasel.addGlobalErrorListener(onError)
  window.addEventListener('unhandledrejection', onRejection)
  program.onClose(() => {
    glassEasel.removeGlobalErrorListener(onError)
    window.removeEventListener('unhandledrejection', onRejection)
  })
}

/**
 * How wx's members answer: by callbacks or by a promise, with `errMsg` in WeChat's form
 * (`name:ok`, `name:fail reason`).
 *
 * This folder plays the platform. It may use the engine's mini-program and the host that it was given;
 * it asks nothing of the network but through `request.ts` and the host.
 */
import type { MiniProgram } from '../engine/mini-program.ts'

export interface Callbacks {
  success?(result: unknown): void
  fail?(result: unknown): void
  complete?(result: unknown): void
}

export type Options = Record<string, unknown> & Callbacks

/** A refusal: its message follows `name:fail `. */
export class WxFailure extends Error {
  readonly details: Record<string, unknown>

  constructor(reason: string, details: Record<string, unknown> = {}) {
    super(reason)
    this.details = details
  }
}

export type Member = (...values: never[]) => unknown

/**
 * Makes a member that answers later. Without callbacks it returns a promise, as
 * 开发/指南/小程序框架/逻辑层/API says of asynchronous interfaces.
 */
export function asynchronous(
  program: MiniProgram,
  name: string,
  run: (options: Options) => unknown,
): (options?: Options) => unknown {
  return (given?: Options) => {
    const options = given ?? ({} as Options)
    const answer = respond(program, name, options, run)
    const called = options.success ?? options.fail ?? options.complete
    if (typeof called === 'function') {
      answer.catch(() => {})
      return undefined
    }
    return answer
  }
}

async function respond(
  program: MiniProgram,
  name: string,
  options: Options,
  run: (options: Options) => unknown,
): Promise<unknown> {
  const call = (callback: unknown, result: unknown) => {
    if (typeof callback === 'function') program.guard(() => callback(result), `${name} callback`)
  }
  try {
    // Even an immediate answer comes after the caller's own statement has ended.
    await Promise.resolve()
    const value = await run(options)
    const result = { ...(value as object | undefined), errMsg: `${name}:ok` }
    if (!program.closed) {
      tell(program, name, result.errMsg)
      call(options.success, result)
      call(options.complete, result)
    }
    return result
  } catch (error) {
    const result = failure(name, error)
    if (!program.closed) {
      tell(program, name, result.errMsg)
      call(options.fail, result)
      call(options.complete, result)
    }
    throw result
  }
}

function failure(name: string, error: unknown): { errMsg: string } {
  if (error instanceof WxFailure) return { ...error.details, errMsg: `${name}:fail ${error.message}` }
  const message = error instanceof Error ? error.message : String(error)
  return { errMsg: `${name}:fail ${message}` }
}

export function tell(program: MiniProgram, name: string, errMsg: string, modelled = true): void {
  program.events.emit('call', { name, errMsg, modelled })
}

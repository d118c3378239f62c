/** The client processes, which may be killed as well and begin anew. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { ClientOrder } from './client.ts'

const CLIENT = join(import.meta.dirname, 'client.ts')

export interface Clients {
  /** kill -9, and begun anew at once. */
  kill(which: number): Promise<void>
  /** Lets them bring what is open to its end. False when one does not come to it within `limitMs`. */
  finish(limitMs: number): Promise<boolean>
  killAll(): void
}

export function startClients(orders: readonly ClientOrder[]): Clients {
  const begin = (order: ClientOrder): ChildProcess =>
    spawn(process.execPath, [CLIENT, JSON.stringify(order)], { stdio: ['ignore', 'inherit', 'inherit'] })
  const children = orders.map(begin)

  return {
    async kill(which) {
      const child = children[which]
      const order = orders[which]
      if (!child || !order) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
      children[which] = begin(order)
    },
    async finish(limitMs) {
      const ends = children.map(async (child) => {
        if (child.exitCode !== null) return child.exitCode === 0
        const ended = once(child, 'exit')
        const limit = setTimeout(() => child.kill('SIGKILL'), limitMs)
        child.kill('SIGTERM')
        const [code] = await ended
        clearTimeout(limit)
        return code === 0
      })
      return (await Promise.all(ends)).every((well) => well)
    },
    killAll() {
      for (const child of children) child.kill('SIGKILL')
    },
  }
}

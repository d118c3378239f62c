/**
 * What happens outside of the phone: messages, calls of the outside's systems, the bank's clock, the faults. Asked for about
 * once a second, and only while somebody looks.
 */
import { observable } from './observable.ts'
import {
  type Fault,
  type Message,
  type MessagesState,
  type Mode,
  type OutsideCall,
  type Persona,
  type System,
  sandbox,
} from './sandbox.ts'

const EVERY_MS = 1000
/** Clock and faults change by this page's own hand, seldom by another's. */
const SELDOM = 5
const KEPT_MESSAGES = 200

export type OutsideWorld = ReturnType<typeof watchOutside>

export function watchOutside(onCalls: (calls: OutsideCall[]) => void) {
  const personas = observable<readonly Persona[]>([])
  const messages = observable<readonly Message[]>([])
  /** The bank's time minus this machine's, in ms; null until it is known. */
  const ahead = observable<number | null>(null)
  const faults = observable<readonly Fault[]>([])
  /** Whether WeChat takes messages. */
  const wechatMessages = observable<MessagesState>('taken')
  const reachable = observable(true)
  let latestMessage = 0
  let latestCall: number | null = null
  let turn = 0
  let paused = false

  const noteTime = ({ now }: { now: number }) => {
    const next = now - Date.now()
    // The few ms that an answer takes are no change of the clock.
    if (Math.abs(next - (ahead.get() ?? Number.POSITIVE_INFINITY)) > 1000) ahead.set(next)
  }

  async function ask(): Promise<void> {
    const seldom = turn++ % SELDOM === 0
    const [arrived, calls] = await Promise.all([sandbox.inbox(latestMessage), sandbox.log(latestCall ?? 0)])
    if (arrived[0]) {
      latestMessage = arrived[0].id
      messages.set([...arrived, ...messages.get()].slice(0, KEPT_MESSAGES))
    }
    // What was called before this page was opened is not its story.
    if (latestCall !== null && calls.length > 0) onCalls(calls.reverse())
    latestCall = Math.max(latestCall ?? 0, ...calls.map(({ id }) => id))
    if (!seldom) return
    const [time, faulty, people, state] = await Promise.all([
      sandbox.clock(),
      sandbox.faults(),
      sandbox.personas(),
      sandbox.messages(),
    ])
    noteTime(time)
    wechatMessages.set(state)
    if (JSON.stringify(faulty) !== JSON.stringify(faults.get())) faults.set(faulty)
    if (JSON.stringify(people) !== JSON.stringify(personas.get())) personas.set(people)
  }

  async function poll(): Promise<void> {
    if (!paused && document.visibilityState === 'visible') {
      try {
        await ask()
        reachable.set(true)
      } catch {
        reachable.set(false)
      }
    }
    setTimeout(poll, EVERY_MS)
  }
  void poll()

  return {
    personas,
    messages,
    ahead,
    faults,
    wechatMessages,
    reachable,
    async moveClock(forwardMs: number): Promise<void> {
      noteTime(await sandbox.moveClock(forwardMs))
    },
    /** Shown at once; what the sandbox made of it is seen with its answer, or with the next poll. */
    async setFault(system: System, mode: Mode, delayMs = 0): Promise<void> {
      faults.set(faults.get().map((one) => (one.system === system ? { system, mode, delayMs } : one)))
      await sandbox.setFault(system, mode, delayMs).then(faults.set, () => reachable.set(false))
    },
    async setWechatMessages(state: MessagesState): Promise<void> {
      wechatMessages.set(state)
      await sandbox.setMessages(state).then(wechatMessages.set, () => reachable.set(false))
    },
    async clearFaults(): Promise<void> {
      if (wechatMessages.get() !== 'taken') await this.setWechatMessages('taken')
      for (const { system, mode } of faults.get()) {
        if (mode !== 'none') await this.setFault(system, 'none')
      }
    },
    /** Empties bank and sandbox; ids begin anew with them. */
    async reset(): Promise<void> {
      paused = true
      try {
        await sandbox.reset()
        latestMessage = 0
        latestCall = 0
        turn = 0
        messages.set([])
      } finally {
        paused = false
      }
    },
  }
}

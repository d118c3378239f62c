import { connect, type Socket } from 'node:net'

/** No gateway that lives refuses connections for so long. */
const GONE_MS = 15_000

/**
 * One kept-alive HTTP/1.1 connection with one request under way. It reads of an answer its status and its length and
 * nothing else, because the generator shares the machine with what it measures.
 */
export class Connection {
  readonly #url: string
  readonly #socket: Socket
  #answered: ((status: number) => void) | undefined
  #received = ''
  alive = true

  private constructor(url: string, socket: Socket) {
    this.#url = url
    this.#socket = socket
    socket.setNoDelay(true)
    socket.setEncoding('latin1')
    socket.on('data', (chunk: string) => this.#receive(chunk))
    socket.on('error', () => {})
    socket.on('close', () => {
      this.alive = false
      this.#answer(0)
    })
  }

  static open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url)
    return new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) })
      socket.once('connect', () => resolve(new Connection(url, socket)))
      socket.once('error', reject)
    })
  }

  /** A new one to the same gateway, after a short wait, tried until it is there. Throws when the gateway is gone for good. */
  async again(): Promise<Connection> {
    const giveUpAt = performance.now() + GONE_MS
    for (;;) {
      await new Promise((go) => setTimeout(go, 50))
      try {
        return await Connection.open(this.#url)
      } catch (error) {
        if (performance.now() > giveUpAt) throw new Error(`nobody listens at ${this.#url} any more`, { cause: error })
      }
    }
  }

  /** Sends a rendered request. Resolves with the status of its answer; 0 when the connection ended before it. */
  ask(bytes: string): Promise<number> {
    return new Promise((resolve) => {
      this.#answered = resolve
      if (this.alive) this.#socket.write(bytes)
      else this.#answer(0)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #receive(chunk: string): void {
    this.#received = this.#received === '' ? chunk : this.#received + chunk
    const head = this.#received.indexOf('\r\n\r\n')
    if (head < 0) return
    const at = this.#received.search(/content-length: /i)
    const length = at < 0 || at > head ? 0 : Number.parseInt(this.#received.slice(at + 16, at + 26), 10)
    if (this.#received.length < head + 4 + length) return
    const status = Number(this.#received.slice(9, 12))
    this.#received = ''
    this.#answer(status)
  }

  #answer(status: number): void {
    const answered = this.#answered
    this.#answered = undefined
    answered?.(status)
  }
}

/** Reading the process's environment: one variable at a time, faults collected. */

export interface Keys {
  /** Version → 32 bytes in base64. */
  readonly keys: Readonly<Record<number, string>>
  /** The version that new data is written with: the highest, or the one that is named. */
  readonly current: number
}

export type Environment = Readonly<Record<string, string | undefined>>

/** 32 bytes in base64. */
export const isBytes32 = (text: string): boolean => /^[A-Za-z0-9+/]{43}=$/.test(text)
export const isHttp = (text: string): boolean => {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol)
}

/** Reads variables one by one and collects what is wrong with them. An empty variable counts as missing. */
export class EnvironmentReader {
  readonly faults: string[] = []
  readonly production: boolean
  private readonly environment: Environment
  private readonly sandbox: Environment

  constructor(environment: Environment, sandbox: Environment) {
    this.environment = environment
    this.sandbox = sandbox
    const mode = this.raw('MINIBANK_ENV') ?? 'development'
    if (mode !== 'development' && mode !== 'production') {
      this.faults.push(`MINIBANK_ENV must be development or production, not ${JSON.stringify(mode)}`)
    }
    // When in doubt, nothing of the sandbox.
    this.production = mode !== 'development'
  }

  raw(name: string): string | undefined {
    return this.environment[name]?.trim() || undefined
  }

  text(name: string, otherwise: string, rule?: { pattern: RegExp; says: string }): string {
    const value = this.raw(name) ?? otherwise
    if (rule && !rule.pattern.test(value))
      this.faults.push(`${name} must be ${rule.says}, not ${JSON.stringify(value)}`)
    return value
  }

  whole(name: string, otherwise: number, least: number, most: number): number {
    const value = this.raw(name)
    if (value === undefined) return otherwise
    const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN
    if (!(number >= least && number <= most)) {
      this.faults.push(`${name} must be a whole number from ${least} to ${most}, not ${JSON.stringify(value)}`)
    }
    return number
  }

  /** Told by production; development has a word of its own. */
  told(name: string, inDevelopment: string, rule?: { is: (text: string) => boolean; says: string }): string {
    const value = this.raw(name)
    if (value !== undefined) {
      if (rule && !rule.is(value)) this.faults.push(`${name} must be ${rule.says}, not ${JSON.stringify(value)}`)
      return value
    }
    if (this.production) this.faults.push(`${name} is missing`)
    return inDevelopment
  }

  secret(name: string, isRight: (text: string) => boolean, says: string): string {
    const value = this.raw(name)
    const sandboxed = this.sandbox[name]
    if (this.production && value === undefined) this.faults.push(`${name} is missing`)
    if (this.production && value !== undefined && this.isPublished(value)) {
      this.faults.push(`${name} is the sandbox's, which is published: make one of your own`)
    }
    const used = value ?? sandboxed ?? ''
    if (used !== '' && !isRight(used)) this.faults.push(`${name} must be ${says}`)
    return used
  }

  /** One of the sandbox's values, or a key that is among them, in whatever variable, version or case it comes. */
  private isPublished(value: string): boolean {
    const parts = (text: string) => text.split(',').map((part) => part.replace(/^[\w-]+:/, '').toLowerCase())
    const published = new Set(Object.values(this.sandbox).flatMap((text) => parts(text ?? '')))
    return parts(value).some((part) => published.has(part))
  }

  /** '1:base64,2:base64': versions of a key; the highest, or that of `<name>_CURRENT`, writes, all of them read. */
  keys(name: string): Keys {
    const isRight = (text: string) =>
      text.split(',').every((part) => {
        const match = /^(\d{1,3}):(.+)$/.exec(part)
        return match !== null && Number(match[1]) >= 1 && Number(match[1]) <= 255 && isBytes32(match[2] ?? '')
      })
    const text = this.secret(name, isRight, 'version:key pairs, e.g. 1:…,2:…, each key 32 bytes in base64')
    const pairs = text.split(',').map((part) => part.split(':', 2) as [string, string])
    const versions = pairs.map(([version]) => Number(version))
    if (new Set(versions).size < versions.length) this.faults.push(`${name} has a version twice`)
    // Several gateways first all learn a new key, then begin to use it.
    const current = Number(this.raw(`${name}_CURRENT`) ?? Math.max(...versions))
    if (text !== '' && !versions.includes(current)) this.faults.push(`${name}_CURRENT must be a version of ${name}`)
    return { keys: Object.fromEntries(pairs), current }
  }

  /**
   * 'name:value,…' as a table: of a text that was read, each name once, and every name and value as they must be; what
   * is wrong is told without repeating a value.
   */
  table(
    name: string,
    text: string,
    rule: { isName: (text: string) => boolean; isValue: (text: string) => boolean; says: string },
  ): Readonly<Record<string, string>> {
    const pairs = text.split(',').flatMap((part) => {
      const colon = part.indexOf(':')
      return part.trim() === '' ? [] : [[part.slice(0, colon).trim(), part.slice(colon + 1).trim()] as const]
    })
    if (pairs.some(([key, value]) => !rule.isName(key) || !rule.isValue(value)))
      this.faults.push(`${name} must be ${rule.says}`)
    const table = Object.fromEntries(pairs)
    if (Object.keys(table).length < pairs.length) this.faults.push(`${name} has a name twice`)
    return table
  }

  /** An outside system's address. Production needs one; in development none means the sandbox. */
  address(name: string, usual: string | null = null): string | null {
    const value = this.raw(name) ?? (this.production ? usual : null)
    if (value === null) {
      if (this.production) this.faults.push(`${name} is missing`)
      return null
    }
    if (!isHttp(value)) this.faults.push(`${name} must be an http or https address, not ${JSON.stringify(value)}`)
    else if (this.production && !value.startsWith('https:')) this.faults.push(`${name} must be https in production`)
    return value.replace(/\/+$/, '')
  }

  developmentOnly(name: string): string | null {
    const value = this.raw(name) ?? null
    if (value !== null && this.production) this.faults.push(`${name} belongs to development only`)
    return value
  }
}

/**
 * The global scope of a package's JavaScript. On a phone it runs in an engine without a document, so
 * every name that only a browser has is undefined here, and text cannot become code.
 *
 * WeChat's documentation, 开发/指南/小程序框架/JavaScript 支持情况: eval, new Function (but for
 * `new Function('return this')`) and string timers are not there.
 */

/** What ECMAScript itself defines, and the few host functions that WeChat documents. */
const ALLOWED = new Set(
  `Object Array Boolean Number String Symbol BigInt Math Date RegExp JSON Promise Proxy Reflect Map Set WeakMap
  WeakSet WeakRef Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer
  SharedArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array
  Float32Array Float64Array BigInt64Array BigUint64Array Atomics Intl Infinity NaN undefined parseInt parseFloat isNaN
  isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape`.split(/\s+/),
)

const PROVIDED = [
  'globalThis',
  'Function',
  'eval',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
  'console',
]

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/

/** Names of the browser's globals that a package must not see. */
export function forbiddenNames(): string[] {
  const names = new Set<string>()
  for (let scope: object | null = window; scope && scope !== Object.prototype; scope = Object.getPrototypeOf(scope)) {
    for (const name of Object.getOwnPropertyNames(scope)) names.add(name)
  }
  for (const name of ['global', 'self', 'process', 'require', 'importScripts', 'XMLHttpRequest']) names.add(name)
  return [...names].filter((name) => IDENTIFIER.test(name) && !ALLOWED.has(name) && !PROVIDED.includes(name))
}

export type GlobalScope = Record<string, unknown>

/** `this` of a package's modules: the language, and what the mini-program adds. */
export function createGlobalScope(additions: GlobalScope): GlobalScope {
  const scope: GlobalScope = Object.create(null)
  for (const name of ALLOWED) {
    if (name in window) scope[name] = (window as unknown as GlobalScope)[name]
  }
  Object.assign(scope, additions)
  scope.globalThis = scope
  scope.Function = closedFunction(scope)
  scope.eval = () => {
    throw new EvalError('eval is not available in a mini-program')
  }
  return scope
}

function closedFunction(scope: GlobalScope): unknown {
  const closed = function closed(...parts: unknown[]): () => unknown {
    const text = String(parts.at(-1) ?? '').trim()
    if (parts.length === 1 && /^return this;?$/.test(text)) return () => scope
    throw new EvalError('new Function is not available in a mini-program')
  }
  closed.prototype = Function.prototype
  return closed
}

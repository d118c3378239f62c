/**
 * One phone on an empty page, set by the address: `?path=&query=&scene=&persona=&theme=&bare=1`.
 *
 * The persona is the sandbox's newcomer unless told otherwise. Also `api` (the gateway's origin, this one unless told otherwise), `sandbox` (where codes come from, `/sandbox`
 * unless told otherwise), `width`, `height`, `font` (px), `language`, `still=1` (nothing moves).
 */
import { type CompiledPackage, createPhone, type Phone, type PhoneEvents } from '../phone.ts'
import { sandboxHost } from '../sandbox-host.ts'

declare global {
  interface Window {
    /** The phone, for those who drive this page. */
    phone: Phone
    /** Everything that it has told so far, by kind. */
    phoneLog: { name: keyof PhoneEvents; event: unknown }[]
  }
}

const KINDS: (keyof PhoneEvents)[] = ['request', 'setData', 'error', 'console', 'route', 'share', 'call', 'close']

const settings = new URLSearchParams(location.search)
const figure = (name: string, otherwise: number) => Number(settings.get(name) ?? otherwise)

const pkg = await load().catch((error: Error) => {
  document.body.textContent = error.message
  document.body.dataset.failed = ''
  throw error
})
document.body.toggleAttribute('data-bare', settings.has('bare'))
const phone = createPhone(document.getElementById('stand') as HTMLElement, {
  pkg,
  host: sandboxHost({
    persona: settings.get('persona') ?? 'li-lei',
    apiOrigin: settings.get('api') ?? location.origin,
    sandbox: settings.get('sandbox') ?? '/sandbox',
  }),
  filesUrl: new URL('files/', location.href).href,
  width: figure('width', 375),
  height: figure('height', 812),
  theme: settings.get('theme') === 'dark' ? 'dark' : 'light',
  fontSize: figure('font', 17),
  language: settings.get('language') ?? 'zh_CN',
  animations: !settings.has('still'),
})
window.phone = phone
window.phoneLog = []
for (const name of KINDS) phone.on(name, (event) => window.phoneLog.push({ name, event }))
phone.launch({
  path: settings.get('path') ?? '',
  query: settings.get('query') ?? '',
  scene: figure('scene', 1001),
})

/** @throws Error when there is no package, it cannot be compiled, or it did not arrive */
async function load(): Promise<CompiledPackage> {
  const answer = await fetch('package.json')
  if (!answer.ok) throw new Error(await answer.text())
  return answer.json() as Promise<CompiledPackage>
}

/**
 * The page at `/`, for testers and the curious: the phone with the real package and, around it, who holds it, what arrives,
 * the clock, failures to switch on, and a record of all that happens. Served in development only.
 *
 * This folder uses the simulator's surface (phone.ts) and, over HTTP, the sandbox's control.
 */
import { createRoot } from 'react-dom/client'
import type { CompiledPackage, Phone } from '../../phone.ts'
import { App } from './App.tsx'
import { createBench } from './bench.ts'
import { Context } from './context.ts'
import { watchOutside } from './outside.ts'
import { recordPhone } from './record.ts'
import { useWords } from './words.ts'

declare global {
  interface Window {
    /** The phone, for those who drive this page. */
    phone: Phone
  }
}

const root = createRoot(document.getElementById('root') as HTMLElement)
root.render(<Waiting />)

const answer = await fetch('/simulator/package.json')
if (answer.ok) show((await answer.json()) as CompiledPackage)
else root.render(<Waiting why={await answer.text()} />)

function show(pkg: CompiledPackage): void {
  const screen = document.createElement('div')
  const bench = createBench(screen, pkg)
  window.phone = bench.phone
  const record = recordPhone(bench.phone)
  const outside = watchOutside(record.addOutside)
  root.render(
    <Context.Provider value={{ bench, outside, record }}>
      <App screen={screen} />
    </Context.Provider>,
  )
}

function Waiting({ why }: { why?: string }) {
  const { t } = useWords()
  return (
    <main className='waiting'>
      <h1>minibank</h1>
      <p role='status'>{why === undefined ? t('loading') : t('no-package')}</p>
      {why !== undefined && (
        <>
          <pre>{why}</pre>
          <button type='button' className='main-button' onClick={() => location.reload()}>
            {t('retry')}
          </button>
        </>
      )}
    </main>
  )
}

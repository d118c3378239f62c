/**
 * console/: the page of the bank's own people at /console/. Its first room: identification at the counter, customers
 * and what restricts them, complaints, four eyes, the networks, the record of looks. It imports contract alone, of contract/schema types only.
 */
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './App.tsx'
import { LanguageProvider } from './lib/i18n.tsx'
import { Themed } from './lib/theme.tsx'
import './console.css'

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <LanguageProvider>
      <Themed>
        <App />
      </Themed>
    </LanguageProvider>
  </StrictMode>,
)

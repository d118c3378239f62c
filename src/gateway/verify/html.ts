import { createHash } from 'node:crypto'
import { wallClock } from '../../contract/dates.ts'
import { formatYuan } from '../../contract/money.ts'
import type { Answer } from '../../contract/schema/index.ts'
import { WORDS } from './words.ts'

type Receipt = NonNullable<Answer<'POST /v1/receipt-checks'>['receipt']>

/** What the page is asked to show. */
export interface Shown {
  readonly language: 'zh' | 'en'
  readonly institution: string
  readonly servicePhone: string
  /** As typed. */
  readonly code: string
  readonly amount: string
  readonly last4: string
  readonly outcome: 'asking' | 'missing' | 'often' | 'forged' | Receipt
}

const STYLE = `
:root{color-scheme:light dark;--bg:#f5f4f0;--card:#fff;--ink:#15201c;--quiet:#55615c;--line:#e6e3db;--accent:#0b6b58;--on:#fff;--good:#0b6b58;--bad:#b3261e}
@media(prefers-color-scheme:dark){:root{--bg:#0d1311;--card:#161e1b;--ink:#edf2f0;--quiet:#a9b5b0;--line:#26302c;--accent:#57c7aa;--on:#06231b;--good:#57c7aa;--bad:#ff9a90}}
*{box-sizing:border-box}body{margin:0;background:var(--bg);color:var(--ink);font:17px/1.6 system-ui,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif}
main{max-width:560px;margin:0 auto;padding:24px 20px 40px}header{display:flex;align-items:center;justify-content:space-between;gap:16px;color:var(--quiet);font-size:15px}
a{color:var(--accent);padding:10px 0}h1{font-size:26px;line-height:1.3;margin:20px 0 8px}p{margin:0 0 16px}.quiet{color:var(--quiet);font-size:15px}
form,section{background:var(--card);border:1px solid var(--line);border-radius:16px;padding:20px;margin:0 0 16px}
label{display:block;font-weight:600;margin:0 0 4px}input{width:100%;min-height:48px;padding:8px 12px;font:inherit;color:inherit;background:var(--bg);border:1px solid var(--quiet);border-radius:10px;margin:0 0 16px}
input[name=code]{margin-bottom:4px;font-family:ui-monospace,Menlo,Consolas,monospace;text-transform:uppercase}fieldset{border:0;padding:0;margin:0}legend{padding:0;margin:0 0 8px;color:var(--quiet);font-size:15px}
.two{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:0 16px}button{width:100%;min-height:52px;font:inherit;font-weight:600;color:var(--on);background:var(--accent);border:0;border-radius:12px;cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}section>:last-child{margin-bottom:0}h2{font-size:20px;margin:0 0 8px}.good h2{color:var(--good)}.bad h2{color:var(--bad)}
dl{display:grid;grid-template-columns:minmax(80px,auto) 1fr;gap:8px 12px;margin:0;font-size:16px}dt{color:var(--quiet)}dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}footer{color:var(--quiet);font-size:15px}`

/** Its own style and nothing else: no script at all, and a form that leads back here. */
export const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const escaped = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)

/** The page with what became of a check: works without scripts, on a phone and on a desk, in light and dark. */
export function verifyPage(shown: Shown): string {
  const words = WORDS[shown.language]
  const other = shown.language === 'zh' ? 'en' : 'zh'
  const title = `${words.title} · ${shown.institution}`
  return `<!doctype html>
<html lang="${shown.language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main><header><span>${escaped(shown.institution)}</span><a href="${escaped(addressOf(shown, other))}" lang="${other}">${words.other}</a></header>
<h1>${words.title}</h1>${outcomeOf(shown)}
<p class="quiet">${words.about}</p>
<form method="get" action="/verify"><input type="hidden" name="lang" value="${shown.language}">
<label for="code">${words.code}</label><input id="code" name="code" value="${escaped(shown.code)}" maxlength="40" required autocomplete="off" autocapitalize="characters" spellcheck="false" placeholder="XXXX-XXXX-XXXX-XXXX" aria-describedby="code-hint"><p class="quiet" id="code-hint">${words.codeHint}</p>
<fieldset><legend>${words.either}</legend><div class="two"><div><label for="amount">${words.amount}</label><input id="amount" name="amount" value="${escaped(shown.amount)}" inputmode="decimal" maxlength="20" autocomplete="off"></div>
<div><label for="last4">${words.last4}</label><input id="last4" name="last4" value="${escaped(shown.last4)}" inputmode="numeric" maxlength="4" autocomplete="off"></div></div></fieldset>
<button>${words.check}</button></form>
<footer>${words.foot} <a href="tel:${escaped(shown.servicePhone.replace(/[^\d+]/g, ''))}">${escaped(shown.servicePhone)}</a></footer></main></body></html>`
}

function addressOf({ code, amount, last4 }: Shown, language: string): string {
  const query = new URLSearchParams({ lang: language })
  for (const [name, value] of Object.entries({ code, amount, last4 })) if (value !== '') query.set(name, value)
  return `/verify?${query}`
}

function outcomeOf({ outcome, language }: Shown): string {
  const words = WORDS[language]
  if (outcome === 'asking') return ''
  if (outcome === 'missing' || outcome === 'often') {
    return `<section class="bad" role="alert"><p>${words[outcome]}</p></section>`
  }
  if (outcome === 'forged') {
    return `<section class="bad" role="alert" id="forged"><h2>✕ ${words.forged}</h2><p>${words.forgedAbout}</p></section>`
  }
  const rows = [
    [words.amountOf, `${formatYuan(outcome.amount)} ${words.yuan}`],
    [words.payer, outcome.payer],
    [words.payee, outcome.payee],
    [words.at, wallClock(outcome.at)],
    [words.kind, words[outcome.kind]],
    [words.state, words[outcome.state]],
    [words.number, outcome.number],
    [words.issued, wallClock(outcome.issuedAt)],
  ]
  const list = rows.map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value ?? '')}</dd>`).join('')
  return `<section class="good" role="status" id="genuine"><h2>✓ ${words.genuine}</h2><p>${words.genuineAbout}</p><dl>${list}</dl></section>`
}

import { createHash } from 'node:crypto'
import type { Answer } from '../http.ts'
import type { Charge, ChargeStatus } from '../store/charges.ts'
import { type Language, languages, type Words, words } from './pay-words.ts'

const style = `
:root{color-scheme:light dark;--ink:#14201b;--quiet:#55635c;--paper:#f4f6f4;--card:#fff;
--line:#d5ddd8;--accent:#0b5d42;--on-accent:#fff;--amber:#7a4b00;--amber-paper:#fdf1dc}
@media(prefers-color-scheme:dark){
:root{--ink:#e9efec;--quiet:#a3b1aa;--paper:#101613;--card:#18201c;
--line:#34403a;--accent:#5fd0a5;--on-accent:#06251a;--amber:#f4c877;--amber-paper:#33270f}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
:lang(ur){line-height:2.1;font-family:'Noto Nastaliq Urdu','Jameel Noori Nastaleeq',system-ui,serif}
main{max-width:26rem;margin:0 auto;padding:1.5rem 1rem 3rem}
.notice{margin:0 0 1rem;padding:.75rem 1rem;border-radius:.5rem;background:var(--amber-paper);
color:var(--amber);font-size:1rem;font-weight:600}
.card{padding:1.25rem;border:1px solid var(--line);border-radius:.75rem;background:var(--card)}
dl{margin:0 0 1.25rem}
dt{color:var(--quiet);font-size:.875rem}
dd{margin:0 0 .75rem;overflow-wrap:anywhere}
.amount{font-size:2.25rem;font-weight:650;line-height:1.3;font-variant-numeric:tabular-nums}
form{display:grid;gap:.75rem}
button{min-height:3rem;padding:.5rem 1rem;border:1px solid var(--accent);border-radius:.5rem;
background:transparent;color:var(--accent);font:inherit;font-weight:600;cursor:pointer}
button.yes{background:var(--accent);color:var(--on-accent)}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--amber);outline-offset:2px}
.state{margin:0 0 .75rem;font-size:1.125rem;font-weight:600}
nav{display:flex;gap:1.25rem;margin-top:1.25rem}
nav a{display:inline-block;min-height:2.75rem;padding:.5rem 0}
`
const styleHash = createHash('sha256').update(style).digest('base64')

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  // The page runs nothing and loads nothing; its own style is the only thing it allows itself.
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${styleHash}'`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** The page on which the payer decides, or hears that it is decided. */
export function payPage(language: Language, charge: Charge, isOpen: boolean, status = 200): Answer {
  const say = words[language]
  const body = isOpen ? decision(say, language, charge) : outcome(say, charge)
  return page(status, language, `${summary(say, charge, isOpen)}${body}`)
}

export function unknownPage(language: Language): Answer {
  return page(404, language, `<p class="state">${words[language].unknown}</p>`)
}

/** Back to the merchant, with the decision made. */
export function redirectBack(url: string): Answer {
  return { kind: 'answer', status: 303, body: '', headers: { ...headers, location: url } }
}

function page(status: number, language: Language, content: string): Answer {
  const say = words[language]
  const others = languages
    .filter((one) => one !== language)
    .map((one) => [one, words[one]] as const)
    .map(([one, { tag, ownName }]) => `<a href="?lang=${one}" lang="${tag}">${ownName}</a>`)
  const body = `<!doctype html>
<html lang="${say.tag}" dir="${say.dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>${say.notice}</title><style>${style}</style></head>
<body><main>
<h1 class="notice">${say.notice}</h1>
<div class="card">${content}</div>
<nav aria-label="${languages.map((one) => words[one].ownName).join(', ')}">${others.join('')}</nav>
</main></body></html>
`
  return { kind: 'answer', status, body, headers: { ...headers, 'content-language': say.tag } }
}

function summary(say: Words, charge: Charge, isOpen: boolean): string {
  const deadline = isOpen && charge.expiresAt !== null ? pakistanTime(charge.expiresAt) : undefined
  const rows = [
    `<dt>${say.amount}</dt><dd class="amount"><bdi>${rupeeText(charge.amount)}</bdi></dd>`,
    charge.description === null ? '' : `<dd><bdi>${escapeHtml(charge.description)}</bdi></dd>`,
    `<dt>${say.reference}</dt><dd><bdi>${escapeHtml(charge.reference)}</bdi></dd>`,
    deadline === undefined ? '' : `<dt>${say.until}</dt><dd><bdi>${deadline}</bdi></dd>`,
  ]
  return `<dl>${rows.join('')}</dl>`
}

function decision(say: Words, language: Language, charge: Charge): string {
  const amount = `<bdi>${rupeeText(charge.amount)}</bdi>`
  const button = (value: string, kind: string, label: string) =>
    `<button class="${kind}" name="decision" value="${value}">${label}</button>`
  return `<form method="post" action="?lang=${language}">
${button('approve', 'yes', `${say.approve} ${amount}`)}
${button('decline', 'no', say.decline)}
</form>`
}

function outcome(say: Words, charge: Charge): string {
  const told: Partial<Record<ChargeStatus, string>> = {
    captured: say.approved,
    authorised: say.approved,
    processing: say.approved,
    declined: say.declined,
    cancelled: say.cancelled,
  }
  const state = `<p class="state">${told[charge.status] ?? say.expired}</p>`
  if (charge.returnUrl === null) return `${state}<p>${say.close}</p>`
  return `${state}<p><a href="${escapeHtml(charge.returnUrl)}">${say.back}</a></p>`
}

function rupeeText(amount: bigint): string {
  const paisa = (amount % 100n).toString().padStart(2, '0')
  return `Rs ${(amount / 100n).toLocaleString('en')}.${paisa}`
}

function pakistanTime(at: number): string {
  const options = { timeZone: 'Asia/Karachi', timeStyle: 'medium', hour12: false } as const
  return new Date(at).toLocaleTimeString('en-GB', options)
}

function escapeHtml(text: string): string {
  const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (mark) => marks[mark]!)
}

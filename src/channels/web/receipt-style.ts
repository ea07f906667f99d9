import { moneyStyle } from './money-view.ts'
import { sheet } from './style.ts'
import { heroStyle } from './ticket-style.ts'

const steps = `
.steps li{position:relative;padding-inline-start:1.9rem;padding-block:.45rem;font-weight:600}
.steps li::before{content:"";position:absolute;inset-inline-start:.3rem;top:1em;width:.7rem;
height:.7rem;border-radius:50%;background:var(--green)}
.steps li:not(:last-child)::after{content:"";position:absolute;inset-inline-start:.6rem;top:1.9em;
bottom:-.75em;width:1.5px;background:var(--line)}
.steps li.now::before{background:var(--amber);box-shadow:0 0 0 .25rem var(--amber-wash)}
.steps li.next{font-weight:400}
.steps li.next::before{background:var(--card);border:2px solid var(--edge)}
.steps time{display:block;font-weight:400;font-size:.875rem;color:var(--soft)}
:lang(ur) .steps li::before{top:1.35em}
:lang(ur) .steps li:not(:last-child)::after{top:2.3em;bottom:-1em}
`
/** On paper: black on white, one column, and nothing that can only be pressed. */
const print = `
@media print{:root{--ink:#000;--soft:#333;--line:#bbb;--edge:#888;--paper:#fff;--card:#fff;
--wash:#fff;--amber-wash:#fff;--green:#064;--amber:#630;--mid:#8b9;color-scheme:light}
body{padding:0;font-size:11pt;max-width:none}
nav.tongues,.acts,.live,footer{display:none}.two{display:block}
.card,.ticket{break-inside:avoid}.bar,.money i,.steps li::before{print-color-adjust:exact}
a{color:inherit;text-decoration:none}}
`
export const receiptStyle = sheet(`${heroStyle}${moneyStyle}${steps}
.facts{display:grid;grid-template-columns:auto 1fr;gap:.35rem 1.2rem;font-size:.9375rem}
.facts dt{color:var(--soft)}.facts dd{margin:0;text-align:end;font-weight:600}
.facts .ref{font-size:1.06rem;letter-spacing:.02em}
.acts{display:grid;gap:.7rem;margin-block:1.1rem}.lead b{color:var(--ink)}
.again label{display:block;margin-bottom:.3rem}.again button{margin-top:.6rem}
.live{display:flex;flex-wrap:wrap;align-items:center;gap:0 .6rem;font-size:.875rem;
color:var(--soft)}
.two>aside .card:first-child{margin-top:1rem}
${print}`)

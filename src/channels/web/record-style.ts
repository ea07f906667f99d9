import { sheet } from './style.ts'
import { heroStyle } from './ticket-style.ts'

export const recordStyle = sheet(`${heroStyle}
section.from{margin-top:1.6rem}.from h3{font-size:.9375rem;font-weight:650;margin-top:1rem}
.known li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:0 1rem;align-items:center;
border-top:1px solid var(--line);padding-block:.45rem}
.known,.steps{margin-top:.4rem}
.known .label{font-size:.8125rem;color:var(--soft);display:block}
.known b{font-weight:600}.known a{font-size:.875rem}
bdi.free{white-space:normal}
.word{font-size:.8125rem;color:var(--soft)}.word.sure{color:var(--green);font-weight:650}
.steps li{border-top:1px solid var(--line);padding-block:.55rem}
.steps b{display:block;font-weight:600}.steps .sub{display:block}
.tell{scroll-margin-top:1rem}.tell .field{margin-top:.8rem}
.tell label{display:block;margin-bottom:.3rem}
.tell input,.tell textarea{font:inherit;width:100%;min-height:2.9rem;padding:.5rem .85rem;
border:1.5px solid var(--edge);border-radius:.75rem;background:var(--card);color:inherit}
.tell textarea:focus-visible{border-radius:.75rem}
.tell [aria-invalid]{border-color:var(--amber)}.tell button{margin-top:1rem}
@media(min-width:60rem){.two>aside{position:static}}
`)

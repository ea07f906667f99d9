import { daysStyle } from './days-view.ts'
import { ringStyle } from './ring-view.ts'
import { sheet } from './style.ts'

export const lineStyle = sheet(`${ringStyle}${daysStyle}
.first .btn{margin-top:1rem}.first .btn+.btn{margin-top:.6rem}
.first p+p{margin-top:.35rem}.first .big{white-space:normal;margin-bottom:.35rem}
.rows{display:grid;grid-template-columns:1fr auto;font-size:.9375rem;margin-top:.9rem}
.rows>*{margin:0;border-top:1px solid var(--line);padding-block:.5rem}
.rows dd{text-align:end;font-weight:600;padding-inline-start:1rem}
.rows dt{color:var(--soft)}.rows small{display:block;font-weight:450}
.rows .soft{font-weight:450}
:lang(ur) .first .big{line-height:2.1;padding-top:.3em}:lang(ur) .dial b{line-height:1.95}
@media(min-width:60rem){.two>aside{position:static}}
`)

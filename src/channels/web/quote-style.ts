import { costStyle } from './cost-view.ts'
import { moneyStyle } from './money-view.ts'
import { sheet } from './style.ts'
import { heroStyle } from './ticket-style.ts'
import { waysStyle } from './ways-view.ts'

export const quoteStyle = sheet(`${heroStyle}${moneyStyle}${costStyle}${waysStyle}
.row{display:flex;gap:.5rem}.row button{width:auto;min-height:2.9rem;white-space:nowrap}
.province form{padding-bottom:.6rem}
fieldset{border:0;padding:0;margin:1rem 0;min-inline-size:0}legend{margin-bottom:.3rem}
.choice{display:flex;align-items:center;gap:.75rem;min-height:2.75rem;font-size:1rem;
color:var(--ink);border-top:1px solid var(--line);cursor:pointer}
.choice input{width:1.2rem;height:1.2rem;margin:0;flex:none;accent-color:var(--green)}
.consent{align-items:flex-start;padding-block:.7rem;border:0;margin-top:.4rem}
.consent input{margin-top:.2rem}
.pay{margin-top:1rem}.pay button{margin-top:.4rem;font-size:1.06rem}
@media(min-width:60rem){.pay{margin-block:1rem}.two>aside .card:first-child{margin-top:1rem}}
`)

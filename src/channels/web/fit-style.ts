import { costListStyle, costStyle } from './cost-view.ts'
import { sheet } from './style.ts'
import { heroStyle } from './ticket-style.ts'

export const fitStyle = sheet(`${heroStyle}${costListStyle}${costStyle}
.fit h2{margin-top:1.5rem}.fit .field{margin-top:.8rem}.fit label{display:block;
margin-bottom:.3rem}
.fit input:not([type]),.fit textarea{font:inherit;width:100%;min-height:2.9rem;padding:.5rem .85rem;
border:1.5px solid var(--edge);border-radius:.75rem;background:var(--card);color:inherit}
.fit input::placeholder{color:var(--soft)}
.fit textarea:focus-visible{border-radius:.75rem}
.fit [aria-invalid]{border-color:var(--amber)}
.three{display:grid;grid-template-columns:repeat(3,minmax(0,1fr));gap:0 .6rem;align-items:end}
.three .field:has(.error){grid-column:1/-1}
.fit button{margin-top:1rem}
.fit details{margin-top:.8rem}.fit summary{display:flex;align-items:center;min-height:2.75rem;
color:var(--green);font-weight:650;cursor:pointer}
.fit summary::before{content:"";width:.5rem;height:.5rem;border:solid;border-width:0 2px 2px 0;
margin:-.25rem .5rem 0;transform:rotate(45deg)}
.fit details[open] summary::before{transform:rotate(225deg);margin-top:.25rem}
.fit .check{display:flex;gap:.6rem;align-items:center;min-height:2.75rem;color:var(--ink)}
.check input{width:1.3rem;height:1.3rem;flex:none;accent-color:var(--green)}
.hero h2{font-size:1.2rem;line-height:1.35}.hero h3{font-size:.875rem;font-weight:450;
color:var(--soft)}
.hero .of .sub{margin-top:.35rem;font-size:.875rem}

.hero .part{display:block}
.others{margin-top:1.4rem}.others li{display:grid;grid-template-columns:minmax(0,1fr) auto;
gap:.2rem 1rem;align-items:center;padding-block:.65rem;border-top:1px solid var(--line)}
.others li b{text-align:end;white-space:nowrap}.others .sub{display:block}
.others .cost{grid-column:1/-1}.others h2{margin-bottom:.4rem}
.lines{margin-top:1.4rem}.lines li{font-size:.9375rem;padding-block:.35rem;
padding-inline-start:1rem;position:relative;text-wrap:pretty}
.lines li::before{content:"";position:absolute;inset-inline-start:0;top:.95em;width:.35rem;
height:.35rem;border-radius:50%;background:var(--edge)}
:lang(ur) .lines li::before{top:1.3em}
@media(min-width:60rem){.two>aside.forms{position:static}}
`)

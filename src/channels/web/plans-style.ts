import { costListStyle, costStyle } from './cost-view.ts'
import { sheet } from './style.ts'
import { ticketStyle } from './ticket-style.ts'

export const plansStyle = sheet(`${ticketStyle}${costListStyle}${costStyle}
.whose .line{color:var(--soft)}.whose .line b{color:var(--ink);font-size:1.06rem;
margin-inline-end:.5rem}
.pick,.find,.where{display:flex;flex-wrap:wrap;gap:.4rem;margin-top:1rem}
.pick .what,.find label,.where label{flex:0 0 100%;font-size:.875rem;color:var(--soft)}
.pick .tag{margin:0 .5rem 0}
.pick a{display:flex;align-items:center;min-height:2.75rem;padding:0 .9rem;
border:1px solid var(--line);border-radius:9rem;
background:var(--card);color:var(--ink);text-decoration:none;font-size:.9375rem}
.pick a[aria-current]{border-color:var(--green);box-shadow:inset 0 0 0 1px var(--green);
color:var(--green);font-weight:650}
.pick .hint{flex:0 0 100%;margin-top:.1rem}
.row{display:flex;gap:.5rem;width:100%}.row button{width:auto;min-height:2.9rem;white-space:nowrap}
.where.binds{background:var(--amber-wash);border-radius:1rem;padding:.9rem 1.1rem}
.offers{margin-top:.6rem}
.ticket{content-visibility:auto;contain-intrinsic-size:auto 10rem}
.ticket h2{font-size:.9375rem}.ticket p{font-size:.9375rem}.ticket .sub{font-size:.8125rem;
margin-top:.35rem}
.ticket .big{display:inline-block}.ticket .stub .big{display:block;font-size:1.7rem}
.fig{color:var(--soft)}.fig .big{color:var(--ink)}
.go{display:flex;align-items:center;width:auto;min-height:2.75rem;margin:0;padding:0;border:0;
background:none;color:var(--green);font-weight:650;
justify-content:flex-end;font-size:.9375rem}
.go::after{content:"";position:absolute;inset:-40rem}
.ticket:hover{border-color:var(--green)}.ticket:focus-within{border-color:var(--green);
box-shadow:0 0 0 2px var(--green)}
a.go{max-width:7rem}
.sift{margin-top:1rem}.sift summary{display:flex;align-items:center;min-height:2.75rem;
color:var(--green);font-weight:650;
cursor:pointer}.sift summary::before{content:"";width:.5rem;height:.5rem;border:solid;
border-width:0 2px 2px 0;
margin:-.25rem .3rem 0;transform:rotate(45deg)}
.sift[open] summary::before{transform:rotate(225deg);margin-top:.25rem}
.sift .pick:first-of-type{margin-top:0}

.find .grid{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:.6rem;
align-items:end}.find details{width:100%}.find details button{margin-top:.8rem}.find .where{width:100%}
.stub .tag,.stub .go{align-self:flex-end}
.pick button{display:flex;align-items:center;gap:.5rem;width:auto;min-height:2.75rem;padding:.3rem .9rem;border:1px solid var(--line);
border-radius:9rem;background:var(--card);color:var(--ink);font-weight:450;font-size:.9375rem}
.pick button[aria-pressed]{border-color:var(--green);box-shadow:inset 0 0 0 1px var(--green);
color:var(--green);font-weight:650}
.parts button{background:var(--wash);border-color:var(--wash);color:var(--green);font-weight:650}
.tick{position:relative;z-index:1;display:inline-flex;align-items:center;gap:.5rem;
min-height:2.75rem;padding-inline-end:1rem;color:var(--ink)}
.tick input{width:1.3rem;height:1.3rem;flex:none;accent-color:var(--green)}
.count{margin-top:1rem}.unsold{margin-top:1.6rem}.ticket .who{margin:0}.ticket .sub bdi{white-space:normal}
.pages{display:flex;align-items:center;gap:.8rem;margin-block:1rem}
.pages button{width:auto;min-height:2.75rem}.pages .hint{margin:0}
.bar{display:flex;flex-wrap:wrap;align-items:center;gap:.3rem .8rem;margin-block:1rem}
.aside{width:auto;min-height:2.75rem}.bar .hint{margin:0;flex:1 1 10rem}
@media(min-width:60rem){.flip{grid-template-areas:"w a" "o a";grid-template-rows:auto 1fr}
.whose{grid-area:w}
.offers{grid-area:o;margin-top:1rem}.flip>aside{grid-area:a}
@supports selector(::details-content){.sift summary{display:none}
.sift::details-content{content-visibility:visible;
display:block;block-size:auto}}}
`)

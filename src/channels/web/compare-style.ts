import { sheet } from './style.ts'

/**
 * On a telephone each row is two lines: its head over the whole width, its cells under it, one
 * column a plan. On a desk the head stands beside them.
 */
export const compareStyle = sheet(`
.vs{display:block;width:100%;margin-top:1rem;border-collapse:collapse}
.vs thead,.vs tbody{display:block}
.vs tr{display:grid;grid-template-columns:repeat(var(--n),minmax(0,1fr));gap:.1rem .6rem;
padding-block:.55rem;border-top:1px solid var(--line)}
.n1{--n:1}.n2{--n:2}.n3{--n:3}.n4{--n:4}
.vs th{text-align:start;font-weight:650}.vs td{font-size:.9375rem;padding:0}
.vs th[scope=row]{grid-column:1/-1;font-size:.8125rem;color:var(--soft);font-weight:450}
.vs thead{position:sticky;top:0;background:var(--paper);z-index:1}
.vs thead tr{border:0}.vs thead td{display:none}
.vs thead th{font-size:.9375rem;line-height:1.35}.vs thead .sub{display:block;font-weight:450}
.vs .sub{font-size:.8125rem}.vs .tag{margin:0;font-size:.75rem;padding-inline:.5rem}
.vs .group{border-top:2px solid var(--ink);margin-top:1rem;padding-block:.5rem 0}
.vs .group th{grid-column:1/-1;font-size:1rem}.vs .group .sub{display:block;font-weight:450}.vs .group+tr{border:0}
.differs td{font-weight:650}.differs td .sub{font-weight:450}
.same td{color:var(--soft)}
.n4 td,.n4 thead th{font-size:.8125rem}.n4 .sub,.n4 .tag{font-size:.75rem}.n4 .tag{padding-inline:.35rem}
.take{margin-top:2rem}.take form{margin-top:.6rem;max-width:34rem}
.take button{margin-top:.8rem}.take label{display:block;margin-bottom:.3rem}
.check{display:flex;gap:.6rem;align-items:center;min-height:2.75rem}
label.check{color:var(--ink);font-size:1rem}
.check input{width:1.3rem;height:1.3rem;flex:none;accent-color:var(--green)}
.many button{margin-top:.5rem;max-width:20rem}
@media(max-width:21.5rem){.vs tr{column-gap:.3rem}.n4 td,.n4 .sub{font-size:.6875rem}}
:lang(ur) .vs thead th{line-height:2}
@media(min-width:60rem){.vs tr{grid-template-columns:13rem repeat(var(--n),minmax(0,1fr))}
.vs th[scope=row]{grid-column:auto;font-size:.9375rem}.vs thead td{display:block}
.n4 td,.n4 thead th{font-size:.9375rem}}
`)

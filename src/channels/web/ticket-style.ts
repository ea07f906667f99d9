/** A ticket: what one gets, a perforation, and the stub with what one really pays. */
export const ticketStyle = `
.ticket{position:relative;display:grid;grid-template-columns:minmax(0,1fr) auto;
background:var(--card);border:1px solid var(--line);border-radius:1rem;overflow:hidden;
margin-block:.8rem}
.ticket>*{padding:.95rem 1.1rem}
.stub{position:relative;display:flex;flex-direction:column;justify-content:center;text-align:end;
min-width:8.1rem;border-inline-start:1.5px dashed var(--line)}
.stub::before,.stub::after{content:"";position:absolute;inset-inline-start:-.55rem;width:1rem;
height:1rem;border-radius:50%;background:var(--paper);border:1px solid var(--line)}
.stub::before{top:-.55rem}.stub::after{bottom:-.55rem}
.src{position:relative;z-index:1;display:inline-block;padding-block:.3rem;color:inherit}
`

/** The ticket at the head of quote and receipt, with rows under it. */
export const heroStyle = `${ticketStyle}
.hero{margin-block:1rem}.hero .stub{min-width:9rem}
.hero .label{font-size:.875rem;color:var(--soft);display:block}
:lang(ur) .hero .label{margin-bottom:.25rem}
.hero .of{grid-column:1/-1;border-top:1px solid var(--line);padding-block:.8rem}
.of h2{font-size:1.06rem}.of p{font-size:.9375rem}.of .num{font-size:1.06rem;font-weight:650}
@media(max-width:21.5rem){.ticket>*{padding-inline:.8rem}.hero .stub{min-width:7rem}}
`

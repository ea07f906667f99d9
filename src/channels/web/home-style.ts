import { sheet } from './style.ts'

export const homeStyle = sheet(`
.ask label{display:block;margin:1.5rem 0 .4rem}
.ask input{font-size:1.6rem;min-height:3.9rem;padding-inline:1.1rem;letter-spacing:.01em;
border-radius:1rem}
.ask button{margin-top:1rem}
.promise{margin-top:2rem}
.promise li{position:relative;padding-block:.3rem;padding-inline-start:1.7rem;font-size:.9375rem}
.promise li::before{content:"";position:absolute;inset-inline-start:.3rem;top:.72em;
width:.62rem;height:.34rem;border:solid var(--green);border-width:0 0 2.5px 2.5px;
transform:rotate(-45deg)}
:lang(ur) .promise li::before{top:1.15em}
.try{margin-top:2rem}
.try button{display:flex;align-items:center;text-align:start;gap:.8rem;min-height:2.9rem;margin:0;
padding:.3rem 0;border:0;border-top:1px solid var(--line);border-radius:0;background:none;
color:inherit;font-weight:400;font-size:.9375rem}
.try bdi{color:var(--green);font-weight:600;min-width:7.4rem}
.try .hint{margin-bottom:.6rem}
@media(min-width:60rem){.two>aside{padding-top:.4rem}.promise{margin-top:0}}
`)

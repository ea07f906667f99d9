/**
 * One sheet of tokens and shared forms, inside the page: a second request costs a round trip on a
 * line that may have no data left. Written to be read; the line breaks are taken out once at start.
 */
const tokens = `
:root{color-scheme:light dark;--ink:#14201b;--soft:#55635c;--line:#dce3dd;--edge:#7d8a83;
--paper:#faf9f5;--card:#fff;
--green:#0b6649;--on:#fff;--wash:#e6f2eb;--mid:#79b29a;--amber:#8a5000;--amber-wash:#fdf1dc;
--red:#a3262a;--red-wash:#fbe9e8}
@media(prefers-color-scheme:dark){:root{--ink:#ecf1ed;--soft:#a3b0a9;--line:#2b3631;--edge:#75827b;
--paper:#0e1411;
--card:#161e1a;--green:#63d2a3;--on:#06170f;--wash:#13291f;--mid:#3c7f64;--amber:#f0b45c;
--amber-wash:#2c2110;
--red:#ff9490;--red-wash:#331a1a}}
`
const shared = `
*{box-sizing:border-box;margin:0}
body{font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
color:var(--ink);
background:var(--paper);font-variant-numeric:tabular-nums;max-width:62rem;margin-inline:auto;
padding:0 max(1.15rem,env(safe-area-inset-left)) 2.5rem;-webkit-text-size-adjust:100%;
overflow-wrap:anywhere}
:lang(zh-Hans){font-family:system-ui,-apple-system,"PingFang SC",
"Noto Sans CJK SC","Microsoft YaHei",sans-serif}
header{display:flex;align-items:center;flex-wrap:wrap;gap:0 .6rem;margin-bottom:1.1rem}
.demo{flex:0 0 100%;font-size:.8125rem;color:var(--soft);padding:.45rem 0;
border-bottom:1px solid var(--line)}
.brand{display:flex;align-items:center;gap:.5rem;min-height:3.25rem;color:var(--green);
font-weight:700;font-size:1.06rem;
text-decoration:none}
.brand svg{width:1.45rem;height:1.45rem;flex:none}
nav.tongues{display:flex;margin-inline:auto -.7rem}
nav.tongues a{display:flex;align-items:center;min-height:2.75rem;padding-inline:.7rem;
font-size:.9rem;color:var(--soft);
text-decoration:none}
nav.tongues a[aria-current]{color:var(--ink);font-weight:650}
h1{font-size:1.65rem;line-height:1.25;letter-spacing:-.015em;font-weight:700;text-wrap:balance}
h2{font-size:1rem;line-height:1.4;font-weight:650}
a{color:var(--green);text-underline-offset:.2em;text-decoration-thickness:1px}
.lead{color:var(--soft);margin-top:.35rem;text-wrap:pretty}
.soft,.sub,small{color:var(--soft)}.sub,.hint{font-size:.875rem}.hint{color:var(--soft);
margin-top:.5rem}
small{font-size:.875rem;font-weight:450;letter-spacing:0}
.card{background:var(--card);border:1px solid var(--line);border-radius:1rem;
padding:1.05rem 1.15rem;margin-block:1rem}
.note{border-radius:.75rem;padding:.7rem .95rem;margin-block:1rem;background:var(--wash)}
.note.binds{background:var(--amber-wash)}.note.binds b,.binds>.word{color:var(--amber)}
.note.loss{background:var(--red-wash)}.note.loss b{color:var(--red)}
.big{display:block;font-size:2rem;font-weight:720;letter-spacing:-.025em;line-height:1.15;
white-space:nowrap}
.big small{font-size:.5em;font-weight:600}
label,legend{font-size:.875rem;color:var(--soft);padding:0}
input,select,button,.btn{font:inherit;color:inherit}
input[type=tel],input[type=search],select{width:100%;min-height:2.9rem;padding:.5rem .85rem;
border:1.5px solid var(--edge);
border-radius:.75rem;background:var(--card)}
button,.btn{display:block;width:100%;min-height:3.25rem;padding:.75rem 1rem;
border:1.5px solid var(--green);border-radius:.85rem;background:var(--green);color:var(--on);
font-weight:650;
text-decoration:none;cursor:pointer;text-align:center}
button:hover,.btn:hover{filter:brightness(1.08)}
.quiet{background:none;color:var(--green);border-color:var(--edge)}
:focus-visible{outline:3px solid var(--green);outline-offset:2px;border-radius:.4rem}
input:focus-visible,select:focus-visible,button:focus-visible,
.btn:focus-visible{border-radius:.85rem}
.tag{display:inline-block;font-size:.8125rem;line-height:1.5;padding:.1rem .65rem;
border-radius:9rem;background:var(--wash);
color:var(--green);font-weight:650;margin-bottom:.4rem}
.tag.binds{background:var(--amber-wash);color:var(--amber)}
.tag.dim{background:none;box-shadow:inset 0 0 0 1px var(--edge);color:var(--soft)}
.vh{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.tap{display:inline-flex;align-items:center;min-height:2.75rem}
ul,ol{list-style:none;padding:0}
.error{color:var(--amber);font-weight:600;font-size:.9375rem;margin-top:.5rem}
footer{margin-top:2.5rem;padding-top:.9rem;border-top:1px solid var(--line);font-size:.8125rem;
color:var(--soft)}
bdi{white-space:nowrap}bdi.n{white-space:normal}
@media(max-width:21.5rem){.big{font-size:1.6rem}}
@media(min-width:60rem){.two{display:grid;grid-template-columns:minmax(0,34rem) minmax(0,1fr);
gap:0 3.5rem;align-items:start}
h1{font-size:2.05rem}.two>aside{position:sticky;top:1rem}}
`
/**
 * Nastaliq needs room: its words slope, so a line is 2.1 high, a heading 1.9. The face is asked of
 * the device alone (local) and only for Arabic letters: the Latin digits of these fonts are
 * ornaments, and prices must read plainly.
 */
const nastaliq = `
@font-face{font-family:N;src:local("Noto Nastaliq Urdu"),local("Noto Nastaliq Urdu Regular"),
local("NotoNastaliqUrdu"),
local("NotoNastaliqUrdu-Regular"),local("Jameel Noori Nastaleeq"),local("Urdu Typesetting");
unicode-range:U+600-6FF,U+750-77F,U+FB50-FDFF,U+FE70-FEFE}
@font-face{font-family:N;font-weight:600 900;src:local("Noto Nastaliq Urdu Bold"),
local("NotoNastaliqUrdu-Bold"),
local("Noto Nastaliq Urdu"),local("NotoNastaliqUrdu"),local("Jameel Noori Nastaleeq");
unicode-range:U+600-6FF,U+750-77F,U+FB50-FDFF,U+FE70-FEFE}
:lang(ur){font-family:N,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
body:lang(ur){line-height:2.1}:lang(ur) h1{line-height:1.95;letter-spacing:0;font-size:1.5rem;
padding-top:.3em}
:lang(ur) h2,:lang(ur) .tag{line-height:1.95}:lang(ur) .big{line-height:1.95;letter-spacing:0}
:lang(ur) bdi.big{line-height:1.3}:lang(ur) bdi.big small{line-height:1.95}
:lang(ur) .note{padding-top:1rem}
:lang(ur) button,:lang(ur) .btn{padding-block:.35rem}
:lang(ur) .error,:lang(ur) .hint,:lang(ur) .sub{line-height:2.1}
@media(min-width:60rem){:lang(ur) h1{font-size:1.8rem}}
`

/** Puts the sheet of a page together; `own` is what only this page needs. */
export function sheet(own: string): string {
  return `${tokens}${shared}${own}${nastaliq}`.replaceAll('\n', '')
}

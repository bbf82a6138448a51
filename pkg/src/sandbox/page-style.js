// The stylesheet of the page at `/`: system fonts, light and dark colours, and cards instead of a table on narrow screens.

export const STYLE = `
:root {
  --text: #1b1f24; --quiet: #59636e; --back: #fff; --panel: #f6f8fa; --line: #d8dee4;
  --link: #0a5bc4; --good: #116329; --bad: #a1260d;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e6edf3; --quiet: #9aa4af; --back: #0d1117; --panel: #161b22; --line: #30363d;
    --link: #6cb2ff; --good: #56d364; --bad: #ff9580;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 3rem; }
body {
  margin: 0 auto; padding: 1.5rem clamp(1rem, 3vw, 2.5rem) 4rem; max-width: 84rem;
  font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--back);
}
h1, h2, h3 { line-height: 1.25; text-wrap: balance; }
h1 { margin: 0; font-size: 1.75rem; }
h2 { margin: 2rem 0 .5rem; font-size: 1.3rem; }
h3 { margin: 2rem 0 0; font-size: 1.1rem; }
p { margin: .25rem 0 .75rem; max-width: 70ch; }
small, header p, h3 + p { color: var(--quiet); }
h3 small { font-weight: normal; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code { font: .9em ui-monospace, "Cascadia Code", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
pre { margin: 1rem 0; padding: .75rem 1rem; overflow-x: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
pre code { overflow-wrap: normal; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.25rem; margin: .5rem 0; }
dt { font-weight: 600; }
dd { margin: 0; max-width: 80ch; }
summary { cursor: pointer; }
nav { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
.filter { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; margin-top: 1rem; }
[hidden], .filter[hidden] { display: none; }
input { font: inherit; color: inherit; background: var(--back); border: 1px solid var(--quiet); border-radius: 6px; padding: .35rem .6rem; width: min(100%, 22rem); }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: .925rem; }
th, td { padding: .4rem .75rem .4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
thead th { position: sticky; top: 0; z-index: 1; background: var(--back); font-weight: 600; color: var(--quiet); border-bottom: 2px solid var(--line); }
tbody th { font-weight: 600; }
tbody th code { display: block; font-weight: normal; color: var(--quiet); }
tr:target { background: var(--panel); }
thead th:nth-child(1) { width: 5.5rem; }
thead th:nth-child(2) { width: 23%; }
thead th:nth-child(3) { width: 8rem; }
thead th:nth-child(4) { width: 6.75rem; }
thead th:nth-child(6) { width: 21%; }
.id, .http { font-variant-numeric: tabular-nums; }
.service { color: var(--quiet); }
.good { color: var(--good); }
.bad { color: var(--bad); }
@media (max-width: 52rem) {
  dl { display: block; }
  dd { margin: 0 0 .6rem; }
  table, tbody { display: block; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tbody tr { display: flex; flex-wrap: wrap; gap: .1rem .75rem; padding: .6rem 0; border-bottom: 1px solid var(--line); }
  tbody tr[hidden] { display: none; }
  tbody th, tbody td { padding: 0; border: 0; width: auto; }
  .id { color: var(--quiet); }
  tbody th { flex: 1 1 8rem; }
  .says { flex: 0 0 100%; }
  .service { order: 1; }
  .outcome { order: 2; flex: 1; text-align: right; }
}
`;

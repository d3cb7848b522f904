import { INKS, type Ink } from '../charts/chart.js';

/** A colour for light pages, and one for dark pages: each with a contrast of 4.5 to its page. */
const COLOURS: Readonly<Record<Ink, readonly [light: string, dark: string]>> = {
  text: ['#1f2328', '#d6d9dc'],
  muted: ['#59616b', '#9aa4ae'],
  axis: ['#8b949e', '#6b747d'],
  grid: ['#e3e6ea', '#33383e'],
  reference: ['#59616b', '#9aa4ae'],
  pass: ['#1a7f37', '#4ac26b'],
  fail: ['#c4302b', '#f47067'],
  warn: ['#8a5a00', '#d9a72e'],
  error: ['#a3320b', '#ec8e5a'],
  a: ['#0b62c4', '#6cb0ff'],
  b: ['#8a4bc4', '#c297ff'],
  neutral: ['#59616b', '#9aa4ae'],
  series1: ['#0b62c4', '#6cb0ff'],
  series2: ['#8a4bc4', '#c297ff'],
  series3: ['#1a7f37', '#4ac26b'],
  series4: ['#8a5a00', '#d9a72e'],
  series5: ['#a3320b', '#ec8e5a'],
  series6: ['#59616b', '#9aa4ae'],
};

function variables(theme: 0 | 1): string {
  return INKS.map((ink) => `--${ink}: ${COLOURS[ink][theme]};`).join(' ');
}

/** The colour of an ink in either theme, as CSS. */
export function inkColour(ink: Ink): string {
  return `var(--${ink})`;
}

export const HTML_STYLE = `
:root { color-scheme: light; --page: #ffffff; --soft: #f6f8fa; ${variables(0)} }
@media (prefers-color-scheme: dark) {
  :root { color-scheme: dark; --page: #1e1f22; --soft: #26282c; ${variables(1)} }
}
* { box-sizing: border-box; }
body { font: 14px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page);
  max-width: 68rem; margin: 32px auto; padding: 0 16px; }
h1 { font-size: 22px; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 15px; margin: 32px 0 8px; }
p { margin: 4px 0; overflow-wrap: anywhere; }
.source, .note { color: var(--muted); }
.answer { font-size: 17px; line-height: 1.4; margin: 16px 0; }
.demo { border: 1px solid var(--warn); color: var(--warn); padding: 4px 8px; margin: 12px 0; }
ul.warnings { margin: 8px 0; padding-left: 20px; }
table { border-collapse: collapse; max-width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 4px 16px 4px 0;
  border-bottom: 1px solid var(--grid); overflow-wrap: anywhere; }
thead th { color: var(--muted); font-weight: 400; }
tbody th { font-weight: 400; color: var(--muted); white-space: nowrap; }
.short { white-space: nowrap; }
.n { text-align: right; font-variant-numeric: tabular-nums; }
svg { display: block; max-width: 100%; height: auto; margin: 8px 0; }
/* Says what a chart shows, to a screen reader. */
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.pass { color: var(--pass); } .fail { color: var(--fail); } .warn { color: var(--warn); }
.error { color: var(--error); } .a { color: var(--a); } .b { color: var(--b); }
.neutral { color: var(--neutral); }
.rows { border-top: 1px solid var(--grid); }
.rows details { border-bottom: 1px solid var(--grid); }
summary { padding: 4px 0; cursor: pointer; display: flex; gap: 12px; }
summary:focus-visible { outline: 2px solid var(--a); outline-offset: 2px; }
summary::before { content: '▸'; color: var(--muted); }
details[open] > summary::before { content: '▾'; }
summary .n { min-width: 4ch; color: var(--muted); }
summary .verdict { min-width: 14ch; max-width: 30ch; overflow-wrap: anywhere; }
summary .first { flex: 1; min-width: 0; white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis; color: var(--muted); }
dl { display: grid; grid-template-columns: minmax(8ch, 20ch) 1fr; gap: 4px 16px;
  margin: 4px 0 16px 28px; }
dt { color: var(--muted); overflow-wrap: anywhere; }
dd { margin: 0; min-width: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; margin-left: 0; } }
@media print {
  :root { color-scheme: light; --page: #ffffff; --soft: #ffffff; ${variables(0)} }
  body { max-width: none; margin: 0; font-size: 11px; }
  details::details-content { content-visibility: visible; block-size: auto; display: block; }
  summary::before { content: none; }
  summary, tr, svg { break-inside: avoid; }
  h2 { break-after: avoid; }
}
`;

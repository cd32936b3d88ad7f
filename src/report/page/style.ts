import { DARK, LIGHT, type Theme } from '../picture/theme.ts';

/** The colours of a page by name; a page, unlike a picture, is only ever read by browsers. */
const colours = (theme: Theme): string =>
  [
    ['paper', theme.paper],
    ['edge', theme.edge],
    ['text', theme.text],
    ['faint', theme.faint],
    ...(['ok', 'no', 'unsure'] as const).flatMap((tone) => [
      [tone, theme[tone].fill],
      [`${tone}-line`, theme[tone].line],
      [`${tone}-mark`, theme[tone].mark],
    ]),
  ]
    .map(([name, value]) => `--${name}:${value}`)
    .join(';');

/**
 * The style of a page. It stands in the page as it is, so it has none of the characters that HTML escapes: no quotation
 * mark, ampersand or less-than sign.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;${colours(LIGHT)}}
@media screen and (prefers-color-scheme:dark){:root{${colours(DARK)}}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--text);font:16px/1.55 system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;overflow-wrap:anywhere}
main{max-width:1040px;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.7rem;line-height:1.25;margin:0 0 .4rem}
h2{font-size:1.3rem;line-height:1.3;margin:2.6rem 0 .5rem;padding-top:1rem;border-top:1px solid var(--edge)}
h3{font-size:1.05rem;margin:1.6rem 0 .5rem}
p{margin:.5rem 0}
.faint,caption,footer{color:var(--faint)}
code,.c{font-family:ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:.92em;overflow-wrap:anywhere}
blockquote{margin:.8rem 0;padding:.1rem 1rem;border-left:4px solid var(--edge);color:var(--faint)}
figure{margin:1rem 0;overflow-x:auto}
figure svg{display:block;max-width:100%;height:auto}
.scroll{overflow-x:auto;margin:1rem 0}
table{border-collapse:collapse;font-size:.92rem}
caption{text-align:left;padding:0 0 .4rem;font-size:.92rem}
th,td{border:1px solid var(--edge);padding:.35rem .6rem;text-align:left;vertical-align:top;overflow-wrap:break-word}
th{font-weight:600}
td{max-width:34rem}
tbody th{white-space:nowrap}
.ok{background:var(--ok);color:var(--ok-mark)}
.no{background:var(--no);color:var(--no-mark)}
.unsure{background:var(--unsure);color:var(--unsure-mark)}
.alarm{outline:2px solid var(--text);outline-offset:-2px}
.matrix{border-collapse:separate;border-spacing:3px}
.matrix th,.matrix td{border:0}
.matrix td{padding:0;border-radius:5px;text-align:center}
.matrix .inferred{outline:1px dashed currentColor;outline-offset:-2px}
.matrix thead th{vertical-align:bottom;padding:.2rem}
.matrix thead th span{writing-mode:vertical-rl;transform:rotate(180deg);font-weight:400}
.matrix tbody th{font-weight:400;text-align:right}
.matrix button{all:unset;box-sizing:border-box;cursor:pointer;width:100%;min-width:2.6rem;min-height:2rem;line-height:2rem;text-align:center;border-radius:5px;font-weight:600}
.matrix button:focus-visible{outline:3px solid var(--text);outline-offset:1px}
[popover]{max-width:34rem;border:1px solid var(--edge);border-radius:10px;padding:1rem 1.2rem;background:var(--paper);color:var(--text);box-shadow:0 8px 30px rgb(0 0 0/.35)}
[popover]::backdrop{background:rgb(0 0 0/.15)}
[popover] p{margin:.3rem 0}
details{margin:.6rem 0}
summary{cursor:pointer;font-weight:600}
ul{margin:.5rem 0;padding-left:1.4rem}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--edge);font-size:.85rem}
@media print{
main{max-width:none;padding:0}
body{font-size:11pt}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
figure,table,blockquote{break-inside:avoid}
h2,h3{break-after:avoid}
[popover]{display:none}
.scroll,figure{overflow:visible}
}
`.replaceAll('\n', '');

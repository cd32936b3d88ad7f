/**
 * The colours of a picture. Literal ones alone: librsvg knows no custom properties. A fill of `ok` is as bright as one of
 * `no`, so that in grey the mark says which it is; text and marks have a contrast of at least 4.76 on whatever is below.
 */
export interface Theme {
  readonly paper: string;
  readonly edge: string;
  readonly text: string;
  readonly faint: string;
  /** What is possible: `fill` of a cell, its `line`, and its mark and words. */
  readonly ok: Tone;
  readonly no: Tone;
  /** What was not tried, or is not known. */
  readonly unsure: Tone;
}

export interface Tone {
  readonly fill: string;
  readonly line: string;
  readonly mark: string;
}

export const LIGHT: Theme = {
  paper: '#ffffff',
  edge: '#d0d7de',
  text: '#1f2328',
  faint: '#57606a',
  ok: { fill: '#d8ebff', line: '#86bdf5', mark: '#0550ae' },
  no: { fill: '#ffe4d2', line: '#eaaa80', mark: '#9a3600' },
  unsure: { fill: '#edf0f3', line: '#b6bec7', mark: '#4b535c' },
};

export const DARK: Theme = {
  paper: '#0d1117',
  edge: '#3d444d',
  text: '#f0f3f6',
  faint: '#a3adb8',
  ok: { fill: '#0f2e56', line: '#2f6cae', mark: '#8ccbff' },
  no: { fill: '#4a2408', line: '#a0581f', mark: '#ffb070' },
  unsure: { fill: '#22272e', line: '#586069', mark: '#bcc5cf' },
};

/** What paper prints: the light colours, whatever the screen has. */
const rules = (theme: Theme): string =>
  [
    ['paper', `fill:${theme.paper};stroke:${theme.edge}`],
    ['rule', `stroke:${theme.edge}`],
    ['t', `fill:${theme.text}`],
    ['f', `fill:${theme.faint}`],
    ['wire', `stroke:${theme.faint}`],
    ['alarm', `stroke:${theme.text}`],
    ['alarm-fill', `fill:${theme.text}`],
    ['alarm-mark', `stroke:${theme.paper}`],
    ['badge', `fill:${theme.unsure.fill};stroke:${theme.unsure.line}`],
    ...(['ok', 'no', 'unsure'] as const).flatMap((tone) => [
      [tone, `fill:${theme[tone].fill};stroke:${theme[tone].line}`],
      [`${tone}-mark`, `stroke:${theme[tone].mark}`],
      [`${tone}-dot`, `fill:${theme[tone].mark}`],
      [`${tone}-text`, `fill:${theme[tone].mark}`],
    ]),
  ]
    .map(([name, style]) => `.bm-${name}{${style}}`)
    .join('');

const FONTS =
  ".bm{font-family:system-ui,-apple-system,'Segoe UI','DejaVu Sans',sans-serif;font-size:13px}" +
  ".bm-c{font-family:ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace}" +
  '.bm-b{font-weight:700}.bm-mark{fill:none;stroke-linecap:round;stroke-linejoin:round}';

/** The style of a picture, as it stands in the picture itself. */
export const STYLE = `${FONTS}${rules(LIGHT)}@media screen and (prefers-color-scheme:dark){${rules(DARK)}}`;

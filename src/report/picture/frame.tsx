import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { greatest } from '../../model/extremes.ts';
import { STYLE } from './theme.ts';

/** One part of a picture, on a sheet of its own. */
export interface Panel {
  /** The answer, in a sentence. */
  readonly title: string;
  /** The whole result in sentences, for those who do not see it. */
  readonly said: readonly string[];
  readonly width: number;
  readonly height: number;
  readonly body: VNode;
}

/** Between a sheet's edge and what is on it. */
export const PAD = 24;
/** Between two sheets. */
const GAP = 16;

/** A picture that stands in a page with others has a name, so that no two have the same ids. */
export function drawing(panels: readonly Panel[], name = 'bm'): string {
  const width = Math.ceil(greatest(panels.map((panel) => panel.width))) + 2;
  const height = Math.ceil(panels.reduce((sum, panel) => sum + panel.height + GAP, 0)) - GAP + 2;
  const title = panels.map((panel) => panel.title).join('; ');
  let top = 1;
  const sheets = panels.map((panel) => {
    const at = top;
    top += panel.height + GAP;
    return <Sheet panel={panel} width={width - 2} top={at} />;
  });
  return document(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="bm"
      role="img"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-labelledby={`${name}-title`}
      aria-describedby={`${name}-desc`}
    >
      <title id={`${name}-title`}>{title}</title>
      <desc id={`${name}-desc`}>{panels.flatMap((panel) => panel.said).join(' ')}</desc>
      <style>{STYLE}</style>
      {sheets}
    </svg>,
  );
}

const Sheet = ({
  panel,
  width,
  top,
}: {
  readonly panel: Panel;
  readonly width: number;
  readonly top: number;
}): VNode => (
  <g transform={`translate(1 ${top})`}>
    <rect class="bm-paper" x="0.5" y="0.5" width={width - 1} height={panel.height - 1} rx="10" />
    {panel.body}
  </g>
);

/** `]]>` may stand in no text of XML. */
const document = (svg: VNode): string => `${renderToString(svg).replaceAll(']]>', ']]&gt;')}\n`;

import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { greatest } from '../../model/extremes.ts';
import { round } from './round.ts';
import { STYLE } from './theme.ts';

/** One part of a picture, which gets a sheet of its own. All sheets of a picture are as wide as the widest. */
export interface Panel {
  /** The answer, in a sentence. */
  readonly title: string;
  /** The whole result in sentences, for those who do not see it. */
  readonly said: readonly string[];
  /** The room that it needs at least, in pixels. */
  readonly width: number;
  /** Draws it in a room of at least that width. */
  readonly draw: (width: number) => Block;
}

/** A drawing from 0,0 to its height. */
export interface Block {
  readonly height: number;
  readonly body: VNode;
}

/** Between a sheet's edge and what is on it. */
export const PAD = 24;
/** Between two sheets. */
const GAP = 16;

/** A whole document of SVG. `name`: what its ids begin with. */
export const drawing = (panels: readonly Panel[], name = 'bm'): string =>
  document(<Picture panels={panels} name={name} isAlone={true} />);

interface PictureProps {
  readonly panels: readonly Panel[];
  /** What its ids begin with: no two in a page have the same. */
  readonly name: string;
  /** It brings its own style. */
  readonly isAlone: boolean;
}

/** Sheets one below the other, in an image that says in words what it shows. */
export function Picture({ panels, name, isAlone }: PictureProps): VNode {
  const width = Math.ceil(greatest(panels.map((panel) => panel.width))) + 2;
  const drawn = panels.map((panel) => panel.draw(width - 2));
  const height = Math.ceil(drawn.reduce((sum, one) => sum + one.height + GAP, 0)) - GAP + 2;
  let top = 1;
  const sheets = drawn.map((one) => {
    const at = top;
    top += one.height + GAP;
    return <Sheet drawn={one} width={width - 2} top={round(at)} />;
  });
  return (
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
      <title id={`${name}-title`}>{panels.map((panel) => panel.title).join('; ')}</title>
      <desc id={`${name}-desc`}>{panels.flatMap((panel) => panel.said).join(' ')}</desc>
      {isAlone ? <style>{STYLE}</style> : null}
      {sheets}
    </svg>
  );
}

interface SheetProps {
  readonly drawn: Block;
  readonly width: number;
  readonly top: number;
}

const Sheet = ({ drawn, width, top }: SheetProps): VNode => (
  <g transform={`translate(1 ${top})`}>
    <rect class="bm-paper" x="0.5" y="0.5" width={width - 1} height={round(drawn.height - 1)} rx="10" />
    {drawn.body}
  </g>
);

/** `]]>` may stand in no text of XML. */
const document = (svg: VNode): string => `${renderToString(svg).replaceAll(']]>', ']]&gt;')}\n`;

import { styleText } from 'node:util';
import type { HeadingLevel } from '../../model/heading.ts';
import { ASCII, type Glyphs, UNICODE } from './glyphs.ts';
import { type Say, sayOf, type Translation } from './say.ts';

/** What the terminal can show; the caller decides (a TTY, NO_COLOR, FORCE_COLOR, the locale). */
export interface Style {
  /** How a shell calls this program: `bindmatrix`, `npx bindmatrix`, `node dist/cli.js`. */
  readonly program: string;
  readonly columns: number;
  readonly colour: boolean;
  readonly unicode: boolean;
  /** Of Markdown, the level of its highest heading; absent: as the writer has it. */
  readonly heading?: HeadingLevel;
  /** Absent: English. */
  readonly translation?: Translation;
}

export type Paint = (text: string) => string;

/**
 * What a colour means; a colour never says anything that the text does not.
 * Red is for what the user asked to be otherwise and for a kernel that differs from the rules, and for a claim of the tutorial
 * that does not hold: a refused bind is a finding.
 */
export interface Palette {
  readonly heading: Paint;
  readonly good: Paint;
  readonly refused: Paint;
  readonly bad: Paint;
  readonly unsure: Paint;
  readonly faint: Paint;
  readonly command: Paint;
  readonly plain: Paint;
}

const plain: Paint = (text) => text;

const PLAIN: Palette = {
  heading: plain,
  good: plain,
  refused: plain,
  bad: plain,
  unsure: plain,
  faint: plain,
  command: plain,
  plain,
};

type TextFormat = Parameters<typeof styleText>[0];

/** `validateStream: false`: the caller has decided about colour already, and Node would ask its own stdout again. */
const paint =
  (format: TextFormat): Paint =>
  (text) =>
    text === '' ? text : styleText(format, text, { validateStream: false });

const COLOURED: Palette = {
  heading: paint('bold'),
  good: paint('green'),
  refused: paint('dim'),
  bad: paint(['bold', 'red']),
  unsure: paint('yellow'),
  faint: paint('dim'),
  command: paint('cyan'),
  plain,
};

/** A style made ready to write with. */
export interface Terminal {
  readonly program: string;
  readonly columns: number;
  readonly glyphs: Glyphs;
  readonly paint: Palette;
  readonly say: Say;
  readonly translation: Translation | undefined;
  /** Whether what is not ASCII is shown as itself. */
  readonly unicode: boolean;
}

/** Narrower than this no report can be read; lines are laid out for it all the same. */
const NARROWEST = 40;

export const terminal = (style: Style): Terminal => ({
  program: style.program,
  columns: Math.max(NARROWEST, style.columns),
  glyphs: style.unicode ? UNICODE : ASCII,
  paint: style.colour ? COLOURED : PLAIN,
  say: sayOf(style),
  translation: style.translation,
  unicode: style.unicode,
});

import type { Aspect, Change, Drift } from '../../model/drift.ts';
import { placeText } from '../cases/case.ts';
import { hanging, heading, paragraph } from '../text/lines.ts';
import type { Paint, Style, Terminal } from '../text/style.ts';
import { terminal } from '../text/style.ts';
import { blocks, plural } from '../text/text.ts';
import { ASPECT_OF, flipText } from './cases.ts';
import { driftAnswer, driftCounts } from './counts.ts';
import { listed } from './listed.ts';
import { meaningOf } from './meaning.ts';
import { isWorse, pairReason, type VerdictPair, verdictPairs } from './verdicts.ts';
import { changeText, unseenText } from './words.ts';

/** First the answer, then each change and what it means, then the verdicts that flip by it. */
export function terminalDrift(drift: Drift, style: Style): string {
  const term = terminal(style);
  const { changes, flips, unknown } = driftCounts(drift);
  const paint = changes + flips > 0 ? term.paint.bad : unknown > 0 ? term.paint.unsure : term.paint.good;
  return `${blocks([
    paragraph(term, 0, driftAnswer(drift), paint),
    ...SECTIONS.map(([aspect, title]) => changeLines(term, drift, aspect, title)),
    verdictLines(term, drift),
    unknownLines(term, drift),
    noteLines(term, drift),
  ]).join('\n')}\n`;
}

/** What matters most comes first. */
export const SECTIONS: readonly (readonly [Aspect, string])[] = [
  ['listeners', 'LISTENERS'],
  ['addresses', 'ADDRESSES'],
  ['interfaces', 'INTERFACES'],
  ['sysctls', 'SYSCTLS'],
  ['host', 'HOST'],
];

function changeLines(term: Terminal, { changes }: Drift, aspect: Aspect, title: string): string[] {
  const own = changes.filter(({ kind }) => ASPECT_OF[kind] === aspect);
  if (own.length === 0) return [];
  return [...heading(term, title), ...own.flatMap((change) => oneChange(term, change))];
}

function oneChange(term: Terminal, change: Change): string[] {
  const [sign, paint] = signOf(term, change);
  const means = meaningOf(change);
  return [
    ...hanging(term, 2, `${sign} ${changeText(change)}`, paint),
    ...(means === '' ? [] : paragraph(term, 6, means, term.paint.faint)),
  ];
}

function signOf({ paint }: Terminal, { before, now }: Change): readonly [string, Paint] {
  if (now === undefined) return ['-', paint.bad];
  return before === undefined ? ['+', paint.good] : ['~', paint.unsure];
}

function verdictLines(term: Terminal, drift: Drift): string[] {
  const pairs = verdictPairs(drift);
  if (pairs.length === 0) return [];
  const told = pairs.filter(({ outcome }) => outcome !== 'same');
  const same = pairs.length - told.length;
  return [
    ...heading(term, 'VERDICTS', 'what the rules foresee on each side; nothing was opened'),
    ...told.flatMap((pair) => oneVerdict(term, pair)),
    ...(same > 0
      ? paragraph(term, 2, `${told.length === 0 ? 'all' : 'the other'} ${same} as before`, term.paint.faint)
      : []),
  ];
}

function oneVerdict(term: Terminal, pair: VerdictPair): string[] {
  const { now, outcome } = pair;
  const { paint, glyphs } = term;
  const [mark, colour] =
    outcome === 'unknown'
      ? ['?', paint.unsure]
      : now.status === 'unmet'
        ? [glyphs.fail, isWorse(pair) ? paint.bad : paint.unsure]
        : [glyphs.ok, paint.good];
  const { why, rule } = pairReason(pair);
  const place = placeText(now);
  return [
    ...hanging(term, 2, `${mark} ${now.kind === 'service' ? now.id : now.name}: ${flipText(pair)}`, colour),
    ...(why === '' ? [] : paragraph(term, 6, `${why}${rule === undefined ? '' : ` (${rule})`}`)),
    ...(place === '' ? [] : paragraph(term, 6, place, paint.faint)),
  ];
}

function unknownLines(term: Terminal, drift: Drift): string[] {
  const own = drift.unseen.filter(({ side }) => side !== 'both');
  if (own.length === 0) return [];
  return [
    ...heading(term, 'UNKNOWN', 'no change, as far as can be seen'),
    ...own.flatMap((one) => hanging(term, 2, `? ${unseenText(one, drift)}`, term.paint.unsure)),
  ];
}

function noteLines(term: Terminal, drift: Drift): string[] {
  const both = drift.unseen.filter(({ side }) => side === 'both');
  const { passing } = drift;
  const notes = [
    ...both.map((one) => unseenText(one, drift)),
    ...(passing.length === 0
      ? []
      : [`${plural(passing.length, 'socket')} on automatic ports, as clients have, came or went: ${listed(passing)}`]),
  ];
  return notes.flatMap((note) => hanging(term, 0, `note: ${note}`, term.paint.faint));
}

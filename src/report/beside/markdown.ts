import type { Report } from '../../model/report.ts';
import { UNICODE } from '../text/glyphs.ts';
import { code, escaped, markdownTable } from '../text/markdown.ts';
import { outcomeInWords, outcomeMark } from '../text/outcomes.ts';
import { type BesideDifference, type BesideView, besideViews } from './view.ts';
import { besideName, certaintyInWords, measuredName } from './words.ts';

/** What this kernel did beside what the rules of other systems say: a table a combination, and what differs in words. */
export function besideParts(report: Report): string[][] {
  const { beside } = report;
  if (beside === undefined || beside.combinations.length === 0) return [];
  const head = [
    `${measuredName(report.host)}: measured`,
    ...beside.systems.map((system) => `${besideName(system)}: ${certaintyInWords(system)}`),
  ].map(escaped);
  return besideViews(beside).flatMap((view) => [
    [`**Beside other systems**${view.title === '' ? '' : ` (${escaped(view.title)})`}; what differs is bold:`],
    tableOf(view, head),
    view.differences.map(differenceItem),
  ]);
}

/** `- FreeBSD: listens, here bind EADDRINUSE. Where: …. By …: …` */
function differenceItem({ system, where, what, rule, why }: BesideDifference): string {
  const by = rule === '' ? '' : ` By ${code(rule)}: ${escaped(why)}.`;
  return `- **${escaped(system)}**: ${escaped(what)}. Where: ${escaped(where)}.${by}`;
}

function tableOf({ rows, protocol }: BesideView, head: readonly string[]): string[] {
  const cells = rows.map(({ label, group, cells: own }) => [
    escaped([...(group === '' ? [] : [group]), label].join(': ')),
    ...own.map(({ outcome, answers, differs }) => {
      const words = `${outcomeMark(outcome, UNICODE)} ${outcomeInWords(outcome, protocol)}`;
      const text = escaped(answers === '' ? words : `${words}; ${answers} answers`);
      return differs ? `**${text}**` : text;
    }),
  ]);
  return markdownTable(['', ...head], cells);
}

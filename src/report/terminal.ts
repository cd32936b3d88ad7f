import type { Report } from '../model/report.ts';
import { axesLabel } from './compare.ts';
import { type Section, sections } from './sections.ts';
import { type Style, type Terminal, terminal } from './style.ts';
import { heading } from './terminal/lines.ts';
import { machineBlock, whyBlock } from './terminal/machine.ts';
import { nextBlock } from './terminal/next.ts';
import { pairsBlock } from './terminal/pairs.ts';
import { factsBlock, sectionHeading, uniformLines } from './terminal/section.ts';
import { togetherBlock } from './terminal/together.ts';
import { trialsBlock, trialsSummary } from './terminal/trials.ts';
import { disagreementBlock, expectationsBlock } from './terminal/verdicts.ts';
import { blocks } from './text.ts';
import { isExplained, uniformRefusal } from './uniform.ts';

/** The report as a person reads it: plain text of at most `style.columns` columns, with a final newline. */
export function terminalReport(report: Report, style: Style): string {
  const term = terminal(style);
  const all = sections(report);
  const seen = new Map<string, string>();
  const parts = [
    ...all.flatMap((section) => sectionBlocks(term, section, report, all, seen)),
    whyBlock(
      term,
      report,
      all.filter((section) => !isExplained(section)),
    ),
    machineBlock(term, report, all),
    trialsBlock(term, report),
    disagreementBlock(term, report),
    expectationsBlock(term, report),
    report.predicted === undefined ? nextBlock(term, report, all) : [],
    trialsSummary(term, report),
  ];
  return `${blocks(parts).join('\n')}\n`;
}

function sectionBlocks(
  term: Terminal,
  section: Section,
  report: Report,
  all: readonly Section[],
  seen: Map<string, string>,
): string[][] {
  const head = sectionHeading(term, section, report);
  const refusal = uniformRefusal(section);
  if (refusal !== undefined) return [[...head, ...uniformLines(term, section, refusal, report)]];
  const label = axesLabel(section, all);
  const tables = [
    unlessSeen(term, 'TOGETHER', togetherBlock(term, section), label, seen),
    unlessSeen(term, 'PAIRS', pairsBlock(term, section), label, seen),
  ];
  const said = tables.every((lines) => lines.length === 1);
  return [[...head, ...factsBlock(term, section)], ...(said ? [tables.flat()] : tables)];
}

/** A block that says word for word what an earlier section's said is not said again. */
function unlessSeen(
  term: Terminal,
  title: string,
  lines: readonly string[],
  label: string,
  seen: Map<string, string>,
): string[] {
  if (lines.length === 0) return [];
  const text = lines.join('\n');
  const before = seen.get(text);
  if (before !== undefined) return heading(term, title, `the same as above: ${before}`);
  seen.set(text, label);
  return [...lines];
}

import type { Report } from '../../model/report.ts';
import { besideBlocks } from '../beside/terminal.ts';
import { changesBlock } from '../changes/terminal.ts';
import { machineBlock } from '../conclusions/terminal.ts';
import { disagreementBlock } from '../disagreements/terminal.ts';
import { expectationsBlock } from '../expectations/terminal.ts';
import { sideBySideBlock } from '../kernel/side-by-side.ts';
import { kernelBlock } from '../kernel/terminal.ts';
import { pairsBlock } from '../matrix/terminal.ts';
import { nextBlock } from '../next/terminal.ts';
import { whyBlock } from '../reasons/terminal.ts';
import { commonTruth } from '../sections/common.ts';
import { factsBlock, headingLines, sectionHeading, uniformLines } from '../sections/terminal.ts';
import { isExplained, uniformRefusal } from '../sections/uniform.ts';
import { type Section, sections } from '../sections/view.ts';
import { distinction } from '../sections/words.ts';
import { planBlocks } from '../services/terminal.ts';
import { heading } from '../text/lines.ts';
import { type Style, type Terminal, terminal } from '../text/style.ts';
import { blocks } from '../text/text.ts';
import { togetherBlock } from '../together/terminal.ts';
import { trialsBlock, trialsSummary } from '../trials/terminal.ts';

/** The report as a person reads it: plain text of at most `style.columns` columns, with a final newline. */
export function terminalReport(report: Report, style: Style): string {
  const term = terminal(style);
  const all = sections(report);
  const isSummary = report.summaryAlone === true && machineBlock(term, report, all).length > 0;
  const parts = [
    ...planBlocks(term, report),
    ...(isSummary ? [truthLines(term, report, all)] : sectionsBlocks(term, report, all)),
    machineBlock(term, report, all),
    ...besideBlocks(term, report),
    trialsBlock(term, report),
    sideBySideBlock(term, report),
    kernelBlock(term, report),
    disagreementBlock(term, report),
    changesBlock(term, report),
    expectationsBlock(term, report),
    report.predicted === undefined && !isSummary ? nextBlock(term, report, all) : [],
    trialsSummary(term, report),
  ];
  return `${blocks(parts).join('\n')}\n`;
}

/** Each section by itself, and the rules behind what was refused in them. */
function sectionsBlocks(term: Terminal, report: Report, all: readonly Section[]): string[][] {
  const seen = new Map<string, string>();
  const unexplained = all.filter((section) => !isExplained(section));
  return [
    ...all.flatMap((section) => sectionBlocks(term, section, report, all, seen)),
    whyBlock(term, report, unexplained),
  ];
}

/** What the conclusions are true of, where they stand alone. */
const truthLines = (term: Terminal, report: Report, all: readonly Section[]): string[] =>
  headingLines(term, commonTruth(all, report));

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
  const label = distinction(section, all);
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

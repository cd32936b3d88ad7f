import type { Report } from '../../model/report.ts';
import { besideParts } from '../beside/markdown.ts';
import { changesPart } from '../changes/markdown.ts';
import { conclusionsPart } from '../conclusions/markdown.ts';
import { disagreementsPart } from '../disagreements/markdown.ts';
import { expectationsPart } from '../expectations/markdown.ts';
import { kernelPart, sideBySidePart } from '../kernel/markdown.ts';
import { pairsPart } from '../matrix/markdown.ts';
import { whyPart } from '../reasons/markdown.ts';
import { factsPart, uniformPart } from '../sections/markdown.ts';
import { isExplained, uniformRefusal } from '../sections/uniform.ts';
import { type Section, sections } from '../sections/view.ts';
import { combinationInWords, distinction } from '../sections/words.ts';
import { planParts } from '../services/markdown.ts';
import { escaped } from '../text/markdown.ts';
import type { Say } from '../text/say.ts';
import { systemName, whereInWords } from '../text/systems.ts';
import { blocks } from '../text/text.ts';
import { togetherPart } from '../together/markdown.ts';
import { trialsParts } from '../trials/markdown.ts';

/** The report as an author pastes it into a document: each table under the kernel and options that it is true on. */
export function markdownReport(report: Report, program: string, say: Say): string {
  const all = sections(report);
  const conclusions = conclusionsPart(report, all);
  const parts = [
    ...planParts(report),
    ...(report.summaryAlone === true && conclusions.length > 0 ? [] : sectionsParts(report, all, program, say)),
    ...conclusions,
    ...besideParts(report),
    ...trialsParts(report),
    sideBySidePart(report),
    kernelPart(report),
    disagreementsPart(report),
    changesPart(report),
    expectationsPart(report),
  ];
  return `${blocks(parts).join('\n')}\n`;
}

/** Each section by itself, and the rules behind what was refused in them. */
function sectionsParts(report: Report, all: readonly Section[], program: string, say: Say): string[][] {
  const seen = new Map<string, string>();
  const unexplained = all.filter((section) => !isExplained(section));
  return [
    ...all.flatMap((section) => sectionParts(section, { report, program, all, seen })),
    whyPart(report, unexplained, say),
  ];
}

/** What is the same for all sections. */
interface Whole {
  readonly report: Report;
  readonly program: string;
  readonly all: readonly Section[];
  /** What stands in the document already, and under which combination. */
  readonly seen: Map<string, string>;
}

function sectionParts(section: Section, { report, program, all, seen }: Whole): string[][] {
  const [where = '', kernel] = whereInWords(section, report);
  const system = section.system === undefined ? [] : [systemName(section.system)];
  const head = [`## ${escaped([...system, ...combinationInWords(section)].join(', '))}`];
  const truth = (kernel === undefined ? [where] : [kernel, where]).map(escaped).join(', ');
  const refusal = uniformRefusal(section);
  if (refusal !== undefined) return [head, [`On ${truth}.`], uniformPart(section, refusal, report, program)];
  const label = distinction(section, all);
  const tables = [
    unlessSeen('Together', togetherPart(section), label, seen),
    unlessSeen('Pairs', pairsPart(section), label, seen),
  ];
  return [head, [`On ${truth}.`], factsPart(section), ...tables.flat()];
}

/** Parts that say word for word what those of an earlier section say are not said again. */
function unlessSeen(title: string, parts: string[][], label: string, seen: Map<string, string>): string[][] {
  if (parts.length === 0) return [];
  const text = JSON.stringify(parts);
  const before = seen.get(text);
  if (before !== undefined) return [[`**${title}**: the same as above: ${escaped(before)}.`]];
  seen.set(text, label);
  return parts;
}

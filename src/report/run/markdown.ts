import type { Report } from '../../model/report.ts';
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
import { combinationInWords } from '../sections/words.ts';
import { planParts } from '../services/markdown.ts';
import { escaped } from '../text/markdown.ts';
import { systemName, whereInWords } from '../text/systems.ts';
import { blocks } from '../text/text.ts';
import { togetherPart } from '../together/markdown.ts';
import { trialsParts } from '../trials/markdown.ts';

/** The report as an author pastes it into a document: each table under the kernel and options that it is true on. */
export function markdownReport(report: Report, program: string): string {
  const all = sections(report);
  const parts = [
    ...planParts(report),
    ...all.flatMap((section) => sectionParts(section, report, program)),
    whyPart(
      report,
      all.filter((section) => !isExplained(section)),
    ),
    ...conclusionsPart(report, all),
    ...trialsParts(report),
    sideBySidePart(report),
    kernelPart(report),
    disagreementsPart(report),
    changesPart(report),
    expectationsPart(report),
  ];
  return `${blocks(parts).join('\n')}\n`;
}

function sectionParts(section: Section, report: Report, program: string): string[][] {
  const [where = '', kernel] = whereInWords(section, report);
  const system = section.system === undefined ? [] : [systemName(section.system)];
  const head = [`## ${escaped([...system, ...combinationInWords(section)].join(', '))}`];
  const truth = (kernel === undefined ? [where] : [kernel, where]).map(escaped).join(', ');
  const refusal = uniformRefusal(section);
  if (refusal !== undefined) return [head, [`On ${truth}.`], uniformPart(section, refusal, report, program)];
  return [head, [`On ${truth}.`], factsPart(section), ...togetherPart(section), ...pairsPart(section)];
}

import type { Report } from '../../model/report.ts';
import { sectionFacts, uniformInWords } from '../sections/facts.ts';
import { uniformRefusal } from '../sections/uniform.ts';
import { type Section, sections } from '../sections/view.ts';
import { distinction } from '../sections/words.ts';
import { UNICODE } from '../text/glyphs.ts';
import { whereInWords } from '../text/systems.ts';
import { expectationsPanels } from './expectations.tsx';
import { drawing, type Panel } from './frame.tsx';
import { matrixPanel } from './matrix/panel.tsx';
import { portInWords, truthOf } from './matrix/words.ts';
import { messagePanel } from './message.tsx';
import { planPanel } from './plan/panel.tsx';
import { summaryPanels } from './summary.tsx';
import { trialsPanels } from './timeline/trials.tsx';
import { togetherPanels } from './together/panel.tsx';

/**
 * A run or a check as SVG: a sheet for each plan, each matrix, each family whose servers were started together, and each
 * trial. Every text of the report must have passed the gate. `name`: see drawing().
 */
export const runPicture = (report: Report, name?: string): string => drawing(runPanels(report), name);

function runPanels(report: Report): Panel[] {
  const found = sections(report);
  const summary = report.summaryAlone || found.length > 1 ? summaryPanels(report, found) : [];
  const isSummary = report.summaryAlone === true && summary.length > 0;
  const panels = [
    ...(report.plans ?? []).map((plan, _, plans) => planPanel(plan, report, plans.length > 1 ? `${plan.file}: ` : '')),
    ...summary,
    ...(isSummary ? [] : sectionsPanels(report, found)),
    ...trialsPanels(report),
    ...expectationsPanels(report),
  ];
  return panels.length > 0
    ? panels
    : [messagePanel('There is nothing to draw', [whereInWords({}, report).join(' · ')])];
}

/** The sheets of each section. One that shows what an earlier one did says so instead. */
function sectionsPanels(report: Report, found: readonly Section[]): Panel[] {
  const seen = new Map<string, string>();
  return found.flatMap((section) => {
    const refusal = uniformRefusal(section);
    const truth = truthOf(section, report);
    if (refusal !== undefined)
      return [
        messagePanel(`${portInWords(section)}: ${uniformInWords(section, refusal, report.host, UNICODE).slice(2)}`, [
          truth,
        ]),
      ];
    const panels = sectionPanels(section, report);
    if (panels.length === 0) return [factsPanel(section, truth)];
    const label = distinction(section, found);
    return panels.map((panel) => {
      const before = seen.get(shownBy(panel));
      seen.set(shownBy(panel), before ?? label);
      return before === undefined ? panel : messagePanel(panel.title, [truth, `the same as with ${before}`]);
    });
  });
}

/** The matrix of a section, and its servers together. */
export const sectionPanels = (section: Section, report: Report): Panel[] => [
  ...[matrixPanel(section, report) ?? []].flat(),
  ...togetherPanels(section, report),
];

/** What a panel shows without that what it is true of, which is in its first sentence. */
const shownBy = ({ title, said }: Panel): string => JSON.stringify([title, said.slice(1)]);

/** A section without pairs: what is known of its port and addresses. */
function factsPanel(section: Section, truth: string): Panel {
  const facts = sectionFacts(section, UNICODE).map(({ label, text }) => (label === '' ? text : `${label}: ${text}`));
  const [first = 'nothing was tried', ...more] = facts.filter((text) => text !== '');
  return messagePanel(`${portInWords(section)}, ${first.replace(/^port: /, '')}`, [truth, ...more]);
}

import type { Report } from '../../model/report.ts';
import { sections } from '../sections/view.ts';
import { whereInWords } from '../text/systems.ts';
import { drawing, type Panel } from './frame.tsx';
import { matrixPanel } from './matrix/panel.tsx';
import { messagePanel } from './message.tsx';
import { togetherPanels } from './together/panel.tsx';

/**
 * A run as SVG: a sheet for each combination. Every text of the report must have passed the gate.
 */
export const runPicture = (report: Report, name?: string): string => drawing(runPanels(report), name);

function runPanels(report: Report): Panel[] {
  const panels = sections(report).flatMap((section) => [
    ...[matrixPanel(section, report) ?? []].flat(),
    ...togetherPanels(section, report),
  ]);
  return panels.length > 0
    ? panels
    : [messagePanel('There is no matrix to draw', [whereInWords({}, report).join(' · ')])];
}

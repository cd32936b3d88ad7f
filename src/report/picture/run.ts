import type { Report } from '../../model/report.ts';
import { sections } from '../sections/view.ts';
import { whereInWords } from '../text/systems.ts';
import { drawing, type Panel } from './frame.tsx';
import { matrixPanel } from './matrix/panel.tsx';
import { messagePanel } from './message.tsx';
import { planPanel } from './plan/panel.tsx';
import { togetherPanels } from './together/panel.tsx';

/**
 * A run or a check as SVG: a sheet for each plan, each matrix, and each family whose servers were started together. Every
 * text of the report must have passed the gate. `name`: see drawing().
 */
export const runPicture = (report: Report, name?: string): string => drawing(runPanels(report), name);

function runPanels(report: Report): Panel[] {
  const plans = (report.plans ?? []).map((plan, _, every) =>
    planPanel(plan, report, every.length > 1 ? `${plan.file}: ` : ''),
  );
  const panels = sections(report).flatMap((section) => [
    ...[matrixPanel(section, report) ?? []].flat(),
    ...togetherPanels(section, report),
  ]);
  const all = [...plans, ...panels];
  return all.length > 0 ? all : [messagePanel('There is nothing to draw', [whereInWords({}, report).join(' · ')])];
}

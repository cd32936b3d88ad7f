import type { Report } from '../../model/report.ts';
import { escaped } from '../text/markdown.ts';
import { kernelName } from '../text/systems.ts';
import { contrastLines } from './side-by-side.ts';
import { differenceLines, probedInWords } from './words.ts';

/** What of the report a current kernel would do differently, and what was tried to find out which rules hold. */
export function kernelPart(report: Report): string[] {
  const probed = probedInWords(report);
  const differences = differenceLines(report);
  return [
    ...(differences.length === 0
      ? []
      : [`**${escaped(kernelName(report.host))} differs here from a current kernel:**`, '']),
    ...differences.map((text) => `- ${escaped(text)}`),
    ...(probed === undefined ? [] : [...(differences.length === 0 ? [] : ['']), escaped(`${probed}.`)]),
  ];
}

/** Where kernels that were predicted side by side differ. */
export function sideBySidePart(report: Report): string[] {
  const lines = contrastLines(report);
  return lines.length === 0 ? [] : ['**The kernels differ here:**', '', ...lines.map((text) => `- ${escaped(text)}`)];
}

import type { Report } from '../../model/report.ts';
import { hanging, heading } from '../text/lines.ts';
import type { Terminal } from '../text/style.ts';
import { kernelName } from '../text/systems.ts';
import { differenceLines, probedInWords } from './words.ts';

/** What of the report a current kernel would do differently, and what was tried to find out which rules hold. */
export function kernelBlock(term: Terminal, report: Report): string[] {
  const probed = probedInWords(report);
  const differences = differenceLines(report);
  if (probed === undefined && differences.length === 0) return [];
  const told = differences.length === 0 ? '' : `${kernelName(report.host)} differs here from a current kernel`;
  return [
    ...heading(term, 'KERNEL', told),
    ...[...differences, ...(probed === undefined ? [] : [probed])].flatMap((text) => hanging(term, 2, text)),
  ];
}

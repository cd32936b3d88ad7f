import { kernelDifferenceText } from '../../model/kernel-difference.ts';
import type { Report } from '../../model/report.ts';
import { hanging, heading } from '../text/lines.ts';
import type { Terminal } from '../text/style.ts';
import { kernelName } from '../text/systems.ts';

/** What of the report a current kernel would do differently. */
export function kernelBlock(term: Terminal, { host, olderKernel = [] }: Report): string[] {
  if (olderKernel.length === 0) return [];
  return [
    ...heading(term, 'KERNEL', `${kernelName(host)} differs here from a current kernel`),
    ...olderKernel.flatMap((one) => hanging(term, 2, `${one.rule}: ${kernelDifferenceText(one)}`)),
  ];
}

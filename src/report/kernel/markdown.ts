import { kernelDifferenceText } from '../../model/kernel-difference.ts';
import type { Report } from '../../model/report.ts';
import { code, escaped } from '../text/markdown.ts';
import { kernelName } from '../text/systems.ts';

/** What of the report a current kernel would do differently. */
export const kernelPart = ({ host, olderKernel = [] }: Report): string[] =>
  olderKernel.length === 0
    ? []
    : [
        `**${escaped(kernelName(host))} differs here from a current kernel:**`,
        '',
        ...olderKernel.map((one) => `- ${code(one.rule)}: ${escaped(kernelDifferenceText(one))}`),
      ];

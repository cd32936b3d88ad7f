import { kernelDifferenceText } from '../../model/kernel-difference.ts';
import type { Report } from '../../model/report.ts';

/** `linux.reuse-cached: a kernel since 6.8 reads the options of both sockets as they are by then` */
export const differenceLines = ({ olderKernel = [] }: Report): string[] =>
  olderKernel.map((one) => `${one.rule}: ${kernelDifferenceText(one)}`);

/** What trials in a sandbox have told of the kernel, where its version left that open; undefined where it did not. */
export function probedInWords({ host: { kernel, kernelProbed = {} } }: Report): string | undefined {
  const named = (wanted: boolean): string =>
    Object.entries(kernelProbed)
      .flatMap(([name, value]) => (value === wanted ? [name] : []))
      .join(', ');
  const [has, lacks] = [named(true), named(false)];
  if (has === '' && lacks === '') return undefined;
  const told = [...(has === '' ? [] : [`it has ${has}`]), ...(lacks === '' ? [] : [`it lacks ${lacks}`])];
  return `the version ${kernel} does not tell which changes this kernel has; tried in a sandbox: ${told.join('; ')}`;
}

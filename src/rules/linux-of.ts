import type { HostFacts } from '../model/host.ts';
import { parseKernelVersion } from '../model/kernel-version.ts';
import { linuxOnKernel } from './linux/set.ts';
import { CHANGE_NAMES } from './linux/versions/changes.ts';
import { kernelOfVersion, type LinuxKernel, untold } from './linux/versions/kernel.ts';
import type { RuleSet } from './systems.ts';

/** What is known of the kernel of a host: by its version, and by trials on it. */
export function kernelOf({ kernel, kernelBuild, kernelProbed }: KernelFacts): LinuxKernel {
  const probed = Object.fromEntries(CHANGE_NAMES.flatMap((name) => entryOf(name, kernelProbed?.[name])));
  return kernelOfVersion(parseKernelVersion(kernel, kernelBuild), probed);
}

type KernelFacts = Pick<HostFacts, 'kernel' | 'kernelBuild' | 'kernelProbed'>;

const entryOf = (name: string, has: boolean | undefined): [string, boolean][] =>
  has === undefined ? [] : [[name, has]];

/** The rules of Linux as they hold on the kernel of a host. */
export const linuxOf = (facts: KernelFacts): RuleSet => linuxOnKernel(kernelOf(facts));

/** Whether the version of a kernel leaves open what some rule depends on. */
export const isKernelUntold = (facts: KernelFacts): boolean => untold(kernelOf(facts)).length > 0;

import type { KernelVersion } from '../../../model/kernel-version.ts';
import { hasChange, type Told } from './change.ts';
import { CHANGE_NAMES, type ChangeName, changeOf } from './changes.ts';

/** Which of the changes that the rules depend on a kernel has. */
export type LinuxKernel = Readonly<Record<ChangeName, Told>>;

/** What was found out by trials: whether the kernel has a change. */
export type Probed = Readonly<Partial<Record<ChangeName, boolean>>>;

const eachChange = (told: (name: ChangeName) => Told): LinuxKernel =>
  Object.fromEntries(CHANGE_NAMES.map((name) => [name, told(name)])) as LinuxKernel;

/** A kernel that has all that came to mainline: the rules without versions. */
export const CURRENT_KERNEL: LinuxKernel = eachChange((name) => (changeOf(name).mainline === undefined ? 'no' : 'yes'));

/** What a version tells of a kernel, and trials on it. Without a version only trials tell. */
export const kernelOfVersion = (version: KernelVersion | undefined, probed: Probed = {}): LinuxKernel =>
  eachChange((name) => {
    const tried = probed[name];
    if (tried !== undefined) return tried ? 'yes' : 'no';
    return version === undefined ? 'unknown' : hasChange(changeOf(name), version);
  });

/** The changes of which it is not known whether the kernel has them. */
export const untold = (kernel: LinuxKernel): readonly ChangeName[] =>
  CHANGE_NAMES.filter((name) => kernel[name] === 'unknown');

/**
 * The kernels that this one may be: what is not known as a current kernel has it, each of that alone otherwise, and all of
 * it otherwise. What all of them do alike is known.
 */
export function possibleKernels(kernel: LinuxKernel): readonly [LinuxKernel, ...LinuxKernel[]] {
  const open = untold(kernel);
  const otherwise = (names: readonly ChangeName[]): LinuxKernel =>
    eachChange((name) => {
      if (kernel[name] !== 'unknown') return kernel[name];
      const current = CURRENT_KERNEL[name];
      if (!names.includes(name)) return current;
      return current === 'yes' ? 'no' : 'yes';
    });
  const single = open.map((name) => otherwise([name]));
  return [otherwise([]), ...single, ...(open.length > 1 ? [otherwise(open)] : [])];
}

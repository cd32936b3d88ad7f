import { linuxOnKernel } from './linux/set.ts';
import { kernelOfVersion } from './linux/versions/kernel.ts';
import { ACCEPTED_VERSIONS, readWrittenKernel, writtenKernelText } from './linux/versions/releases.ts';
import type { OperatingSystem } from './rule.ts';
import { OPERATING_SYSTEMS, type RuleSet, ruleSet } from './systems.ts';

/** A system whose rules are asked: one that has rules, or Linux of one version. */
export interface AskedSystem {
  /** `freebsd`, `linux@6.1.192` */
  readonly id: string;
  readonly os: OperatingSystem;
  /** As people write it: `FreeBSD`, `Linux 6.1.192`. */
  readonly name: string;
  readonly rules: RuleSet;
  /** `6.1`, where only the series was written. */
  readonly newestOf?: string;
}

/** What is wrong with a name of a system, and what may be written instead. */
export interface WrongSystem {
  readonly message: string;
  readonly hint: string;
}

/** The system that is meant by `freebsd` or `linux@6.1`. */
export function askedSystem(text: string): AskedSystem | WrongSystem {
  const [name = '', version, ...more] = text.split('@');
  const os = OPERATING_SYSTEMS.find((one) => one === name);
  if (os === undefined || more.length > 0)
    return { message: `unknown system "${text}"`, hint: `the systems are ${OPERATING_SYSTEMS.join(', ')}` };
  if (version === undefined) return systemOf(os);
  if (os !== 'linux') return { message: `"${text}": only the rules of linux know versions`, hint: `write ${os}` };
  const kernel = readWrittenKernel(version);
  if (kernel === undefined)
    return { message: `"${text}": unknown version "${version}"`, hint: `versions of linux are ${ACCEPTED_VERSIONS}` };
  const told = writtenKernelText(kernel);
  return {
    id: `linux@${told}`,
    os,
    name: `Linux ${told}`,
    rules: linuxOnKernel(kernelOfVersion(kernel.version)),
    ...(kernel.newestOf === undefined ? {} : { newestOf: kernel.newestOf }),
  };
}

/** A system by its name alone: of Linux a current kernel. */
const systemOf = (os: OperatingSystem): AskedSystem => {
  const rules = ruleSet(os);
  return { id: os, os, name: rules.name, rules };
};

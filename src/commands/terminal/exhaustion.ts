import type { Summary } from '../../model/report.ts';
import type { Problem } from '../../model/result.ts';

interface Resource {
  readonly name: string;
  readonly raise: string;
}

const MEMORY = 'free memory, or raise the memory limit of this process or its cgroup';

/** What ran out, and what helps, by errno: socket(2), ip(7). */
const RESOURCES: Readonly<Record<string, Resource>> = {
  EMFILE: { name: 'out of file descriptors', raise: 'raise the limit of open files of this process (ulimit -n)' },
  ENFILE: {
    name: 'too many open files in the system',
    raise: 'raise the limit of open files of the system (sysctl fs.file-max)',
  },
  ENOMEM: { name: 'out of memory', raise: MEMORY },
  ENOBUFS: { name: 'out of buffer space', raise: MEMORY },
};

/** One problem for each resource that ran out: `4 outcomes unknown: out of file descriptors (EMFILE)`, and what to raise. */
export function exhaustionProblems({ exhausted = {} }: Pick<Summary, 'exhausted'>): Problem[] {
  return Object.entries(exhausted).map(([errno, n]) => {
    const resource = RESOURCES[errno];
    const message = `${n} ${n === 1 ? 'outcome' : 'outcomes'} unknown: ${resource?.name ?? 'out of a resource'} (${errno})`;
    return { message, ...(resource === undefined ? {} : { hint: resource.raise }) };
  });
}

/** What a program that ended for want of files says; undefined for every other error. */
export function outOfFiles({ code = '', syscall = 'open' }: NodeJS.ErrnoException): Problem | undefined {
  const resource = code === 'EMFILE' || code === 'ENFILE' ? RESOURCES[code] : undefined;
  return resource && { message: `${syscall}: ${resource.name} (${code})`, hint: resource.raise };
}

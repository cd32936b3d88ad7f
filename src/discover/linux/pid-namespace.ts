import { readLink } from './files.ts';

/** PROC_PID_INIT_INO, include/linux/proc_ns.h: the inode of the first PID namespace, which never changes. */
const INITIAL = 0xeffffffc;

/** Whether this process is in the first PID namespace, which has every process of the machine; see pid_namespaces(7). */
export function initialPidNamespace(): boolean | undefined {
  const link = readLink('/proc/self/ns/pid');
  return link === undefined ? undefined : link === `pid:[${INITIAL}]`;
}

/** The pids of a process in each of the nested PID namespaces that have it, the innermost last: NSpid in proc_pid_status(5). */
const nestedPids = (status: string): number[] =>
  (/^NSpid:\s+(.+)$/m.exec(status)?.[1] ?? '').split(/\s+/).filter(Boolean).map(Number);

/** Whether a process is the first of its PID namespace: other processes there become its children when theirs end. */
export const isFirst = (status: string): boolean => nestedPids(status).at(-1) === 1;

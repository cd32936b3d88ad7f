import type { HoldingProcess } from '../../model/evidence.ts';
import type { Owner } from '../../model/host.ts';
import { managerOf } from './cgroup.ts';
import { forwardingOf } from './docker-proxy.ts';
import { readText } from './files.ts';
import { mainsOfUnits, managesUnits, parentIn } from './service-manager.ts';

/** Ticks of a second in /proc (sysconf(_SC_CLK_TCK)): USER_HZ is 100 on every supported architecture. */
const USER_HZ = 100;

/** A process by /proc/PID/comm (proc_pid_comm(5)) and its effective uid; its command is empty if it has ended. */
export function ownerOf(pid: number): Owner {
  const uid = uidOf(textOf(`/proc/${pid}/status`));
  const command = textOf(`/proc/${pid}/comm`).trimEnd();
  return uid === undefined ? { pid, command } : { pid, command, uid };
}

const uidOf = (status: string): number | undefined => {
  const uid = /^Uid:\s+\d+\s+(\d+)/m.exec(status)?.[1];
  return uid === undefined ? undefined : Number(uid);
};

/** Describes each of these processes from /proc; what it hides, or what it ended too early to show, is left out. */
export function describeProcesses(owners: Iterable<Owner>): HoldingProcess[] {
  const nameOf = userNames();
  const boot = bootTime();
  const isMain = mainsOfUnits();
  return [...owners].map((owner) => ({
    ...owner,
    ...processFacts(owner, nameOf),
    ...(isMain(owner.pid) ? { mainOfUnit: true } : {}),
    ...startOf(textOf(`/proc/${owner.pid}/stat`), boot),
  }));
}

type Facts = Omit<HoldingProcess, 'pid' | 'command' | 'mainOfUnit' | 'started' | 'age'>;

function processFacts({ pid, command }: Owner, nameOf: (uid: number) => string | undefined): Facts {
  const status = textOf(`/proc/${pid}/status`);
  const uid = uidOf(status) ?? -1;
  const user = nameOf(uid);
  const manages = managesUnits(pid);
  const forwards = command === 'docker-proxy' ? forwardingOf(textOf(`/proc/${pid}/cmdline`)) : undefined;
  return {
    parent: parentIn(status),
    uid,
    ...(user === undefined ? {} : { user }),
    ...managerOf(textOf(`/proc/${pid}/cgroup`)),
    ...(manages === undefined ? {} : { manages }),
    ...(forwards === undefined ? {} : { forwards }),
  };
}

/** Field 22 of /proc/PID/stat (proc_pid_stat(5)), after a command that may hold blanks and brackets. */
export function startOf(stat: string, boot: number): Pick<HoldingProcess, 'started' | 'age'> {
  const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  if (Number.isNaN(ticks) || boot === 0) return {};
  const seconds = boot + ticks / USER_HZ;
  return { started: new Date(seconds * 1000).toISOString(), age: Math.max(0, Math.round(Date.now() / 1000 - seconds)) };
}

/** When the kernel was started, in seconds since the epoch; 0 if /proc/stat does not show it. */
const bootTime = (): number => Number(/^btime (\d+)/m.exec(textOf('/proc/stat'))?.[1] ?? 0);

/** passwd(5). Names that only a directory service knows are left out: to query it could take long. */
export function userNames(path = '/etc/passwd'): (uid: number) => string | undefined {
  const names = new Map<number, string>();
  for (const line of textOf(path).split('\n')) {
    const [name, , uid] = line.split(':');
    if (name && uid && !names.has(Number(uid))) names.set(Number(uid), name);
  }
  return (uid) => names.get(uid);
}

const textOf = (path: string): string => readText(path) ?? '';

import type { HoldingProcess } from '../../model/evidence.ts';
import type { Owner } from '../../model/host.ts';
import { groupOf, managerOf } from './cgroup.ts';
import { forwardingOf } from './docker-proxy.ts';
import { readText } from './files.ts';
import { mainsOfUnits, managesUnits } from './service-manager.ts';

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

/**
 * Describes each of these processes from /proc; what it hides, or what it ended too early to show, is left out. A host
 * may have thousands: of each its stat and its cgroup are read, and its status only where the uid is not known.
 */
export function describeProcesses(owners: Iterable<Owner>): HoldingProcess[] {
  const nameOf = userNames();
  const boot = bootTime();
  const isMain = mainsOfUnits();
  return [...owners].map((owner) => {
    const stat = textOf(`/proc/${owner.pid}/stat`);
    const cgroup = textOf(`/proc/${owner.pid}/cgroup`);
    const parent = parentInStat(stat);
    return {
      ...owner,
      parent,
      ...processFacts(owner, cgroup, nameOf),
      ...(isMain(parent, groupOf(cgroup)) ? { mainOfUnit: true } : {}),
      ...startOf(stat, boot),
    };
  });
}

type Facts = Omit<HoldingProcess, 'pid' | 'command' | 'parent' | 'mainOfUnit' | 'started' | 'age'>;

function processFacts(owner: Owner, cgroup: string, nameOf: (uid: number) => string | undefined): Facts {
  const { pid, command } = owner;
  const uid = owner.uid ?? uidOf(textOf(`/proc/${pid}/status`)) ?? -1;
  const user = nameOf(uid);
  const manages = managesUnits(pid, command);
  const forwards = command === 'docker-proxy' ? forwardingOf(textOf(`/proc/${pid}/cmdline`)) : undefined;
  return {
    uid,
    ...(user === undefined ? {} : { user }),
    ...managerOf(cgroup),
    ...(manages === undefined ? {} : { manages }),
    ...(forwards === undefined ? {} : { forwards }),
  };
}

/** The fields of /proc/PID/stat (proc_pid_stat(5)) after the command, which may hold blanks and brackets: from field 3 on. */
const fieldsOf = (stat: string): string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ');

/** Field 4; 0 where the process has no parent that may be seen. */
const parentInStat = (stat: string): number => Number(fieldsOf(stat)[1] ?? 0);

/** Field 22. */
export function startOf(stat: string, boot: number): Pick<HoldingProcess, 'started' | 'age'> {
  const ticks = Number(fieldsOf(stat)[19]);
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

import type { HeldSocket } from '../../model/host.ts';
import type { HoldingProcess } from '../../model/why.ts';
import { groupBy } from '../text/fold.ts';
import { plural, printable } from '../text/text.ts';
import { enumerated } from './phrases.ts';

/** `nginx, pid 812 and 2 children, user root, nginx.service, started 3 h ago` */
export function holderInWords(main: HoldingProcess, others: readonly HoldingProcess[]): string {
  const children = others.filter(({ parent }) => parent === main.pid);
  const rest = others.length - children.length;
  const more = [
    ...(children.length > 0 ? [children.length === 1 ? '1 child' : `${children.length} children`] : []),
    ...(rest > 0 ? [plural(rest, 'more process', 'more processes')] : []),
  ];
  return enumerated([
    printable(main.command),
    [`pid ${main.pid}`, ...more].join(' and '),
    userInWords(main),
    ...managerInWords(main),
    ...(main.age === undefined ? [] : [`started ${agoInWords(main.age)}`]),
  ]);
}

const userInWords = ({ user, uid }: HoldingProcess): string =>
  user !== undefined ? `user ${printable(user)}` : uid < 0 ? 'user unknown' : `uid ${uid}`;

function managerInWords({ unit, unitOf, container }: HoldingProcess): string[] {
  if (container !== undefined) return [`${container.runtime} container ${printable(container.id)}`];
  if (unit === undefined) return [];
  return [`${printable(unit)}${unitOf === undefined ? '' : ` of uid ${unitOf}`}`];
}

const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, 'd'],
  [3_600, 'h'],
  [60, 'min'],
  [1, 's'],
];

function agoInWords(seconds: number): string {
  const [size, name] = UNITS.find(([one]) => seconds >= one) ?? [1, 's'];
  return `${Math.floor(seconds / size)} ${name} ago`;
}

/** The holders of a socket: the process whose parent is none of them, and the others. */
export function holdersOf(
  socket: HeldSocket,
  processes: ReadonlyMap<number, HoldingProcess>,
): [HoldingProcess, ...HoldingProcess[]] | undefined {
  const all = socket.owners.flatMap(({ pid }) => processes.get(pid) ?? []);
  const pids = new Set(all.map(({ pid }) => pid));
  const main = all.find(({ parent }) => !pids.has(parent)) ?? all[0];
  return main === undefined ? undefined : [main, ...all.filter((one) => one !== main)];
}

export const byPid = (processes: readonly HoldingProcess[]): ReadonlyMap<number, HoldingProcess> =>
  new Map(processes.map((one) => [one.pid, one]));

/** What no process has, or not yet. */
const KERNELS: Readonly<Partial<Record<HeldSocket['state'], string>>> = {
  TIME_WAIT: 'no process any more: the kernel keeps it until it expires',
  SYN_RECV: 'no process yet: a client is only just connecting',
  ESTABLISHED: "no process yet: it waits in the listener's queue",
  CLOSE_WAIT: "no process yet: it waits in the listener's queue",
};

/** Who holds a socket that no visible process has. */
export function nobodyInWords({ inode, state, uid, peer }: HeldSocket, seesAll: boolean): string {
  if (inode === 0) return KERNELS[state] ?? 'no process any more: the kernel is closing it';
  if (seesAll && peer !== undefined) return 'no process any more: closed just now';
  return seesAll
    ? `no process of this PID namespace (uid ${uid}): one of another, or the kernel itself`
    : `a process of uid ${uid} that you may not see: run as root`;
}

/** What to stop, and how: the units and containers that these processes belong to, else the processes. */
export function stopInWords(pids: readonly number[], processes: ReadonlyMap<number, HoldingProcess>): string {
  const holders = new Map(pids.flatMap((pid) => processes.get(pid) ?? []).map((one) => [one.pid, one]));
  return `stop ${groupBy(holders.values(), (one) => managerKey(eldest(one, holders)))
    .map(stopOne)
    .join(' and ')}`;
}

/** Children end with their parent; but process 1 is everybody's. */
function eldest(one: HoldingProcess, holders: ReadonlyMap<number, HoldingProcess>): HoldingProcess {
  const parent = one.parent === 1 ? undefined : holders.get(one.parent);
  return parent === undefined ? one : eldest(parent, holders);
}

/** A login session is a scope too, and not what should be stopped. */
const isService = (unit: string | undefined): boolean => unit !== undefined && !/^(session-.*|init)\.scope$/.test(unit);

function managerKey({ unit, unitOf, container, command }: HoldingProcess): string {
  if (container !== undefined) return `${container.runtime} ${container.id}`;
  return isService(unit) ? `${unitOf ?? ''} ${unit}` : command;
}

/** The commands that do it. The runtimes' own names are left where no one command is usual. */
const STOP: Readonly<Record<string, string>> = {
  docker: 'docker stop',
  podman: 'podman stop',
  containerd: 'crictl stop',
  crio: 'crictl stop',
  lxc: 'lxc-stop -n',
  nspawn: 'machinectl stop',
};

function stopOne(group: [HoldingProcess, ...HoldingProcess[]]): string {
  const [{ unit, unitOf, container, command }] = group;
  if (container !== undefined) {
    const stop = STOP[container.runtime];
    const id = printable(container.id);
    return `${container.runtime} container ${id}${stop === undefined ? '' : ` (${stop} ${id})`}`;
  }
  if (group.some(({ pid }) => pid === 1)) return 'the .socket unit of pid 1 (systemctl list-sockets names it)';
  if (unit === undefined || !isService(unit)) return `${printable(command)} (${pidsInWords(group)})`;
  const [user, who] = unitOf === undefined ? ['', ''] : [' --user', `, as uid ${unitOf}`];
  return `${printable(unit)} (systemctl${user} stop ${printable(unit)}${who})`;
}

/** Those whose parent is none of them: their children end with them. */
function pidsInWords(group: readonly HoldingProcess[]): string {
  const all = new Set(group.map(({ pid }) => pid));
  const mains = group.filter(({ parent }) => !all.has(parent)).map(({ pid }) => pid);
  return `pid ${mains.slice(0, NAMED).join(', ')}${mains.length > NAMED ? ', …' : ''}`;
}

const NAMED = 3;

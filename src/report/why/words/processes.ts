import type { HoldingProcess } from '../../../model/evidence.ts';
import type { HeldSocket } from '../../../model/host.ts';
import { plural, printable } from '../../text/text.ts';
import { enumerated } from './enumerated.ts';

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

/** Why no process has a socket that is not closed, by its state. */
const WITHOUT_PROCESS: Readonly<Partial<Record<HeldSocket['state'], string>>> = {
  TIME_WAIT: 'no process: the kernel keeps it until it expires',
  SYN_RECV: 'no process yet: a client is connecting',
  ESTABLISHED: "no process yet: it is in the listener's queue",
  CLOSE_WAIT: "no process yet: it is in the listener's queue",
};

/** Who holds a socket that no visible process has. */
export function unownedInWords({ inode, state, uid, peer }: HeldSocket, seesAll: boolean): string {
  if (inode === 0) return WITHOUT_PROCESS[state] ?? 'no process: the kernel is closing it';
  if (seesAll && peer !== undefined) return 'no process: it was closed just now';
  return seesAll
    ? `no process in this PID namespace: one in another, or the kernel (uid ${uid})`
    : `a process of uid ${uid} that you cannot see: run as root`;
}

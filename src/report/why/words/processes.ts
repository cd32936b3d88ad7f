import type { HoldingProcess } from '../../../model/evidence.ts';
import type { HeldSocket } from '../../../model/host.ts';
import { plural } from '../../text/text.ts';
import { usersInWords } from '../../text/users.ts';
import { enumerated } from './enumerated.ts';

/**
 * `nginx, pid 812 and 2 children, user root, nginx.service, started 3 h ago`. Processes of another command than the eldest
 * one's are named: they have the socket of their own, and may go on when that one ends.
 */
export function holderInWords(main: HoldingProcess, others: readonly HoldingProcess[], socketUid: number): string {
  const alike = others.filter(({ command }) => command === main.command);
  const children = alike.filter(({ parent }) => parent === main.pid);
  const rest = alike.length - children.length;
  const more = [
    ...(children.length > 0 ? [children.length === 1 ? '1 child' : `${children.length} children`] : []),
    ...(rest > 0 ? [plural(rest, 'more process', 'more processes')] : []),
  ];
  const unlike = others.filter(({ command }) => command !== main.command);
  return enumerated([
    main.command,
    [`pid ${main.pid}`, ...more].join(' and '),
    usersInWords(main, socketUid),
    ...managerInWords(main),
    ...(main.age === undefined ? [] : [`started ${agoInWords(main.age)}`]),
    ...unlike.map((one) => otherInWords(one, main)),
  ]);
}

function otherInWords({ command, pid, parent }: HoldingProcess, main: HoldingProcess): string {
  const relation = parent === main.pid && main.manages === undefined ? 'its child' : 'with it';
  return `${relation} ${command} (pid ${pid})`;
}

function managerInWords({ unit, unitOf, mainOfUnit, manages, container, forwards }: HoldingProcess): string[] {
  if (forwards !== undefined) return [`for the container at ${forwards.to}`];
  if (container !== undefined) return [`${container.runtime} container ${container.id}`];
  if (manages !== undefined) return [manages === 'system' ? 'for a .socket unit' : "for a user's .socket unit"];
  if (unit === undefined) return [];
  const name = `${unit}${unitOf === undefined ? '' : ` of uid ${unitOf}`}`;
  return [mainOfUnit || !isService(unit) ? name : `in the control group of ${name}, not its main process`];
}

/** A login session is a scope too, and not what should be stopped. */
export const isService = (unit: string): boolean => !/^(session-.*|init)\.scope$/.test(unit);

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

import type { HoldingProcess } from '../../../model/evidence.ts';
import type { HeldSocket } from '../../../model/host.ts';
import { counted } from '../../text/counted.ts';
import type { Say } from '../../text/say.ts';
import { usersInWords } from '../../text/users.ts';
import { enumerated } from './enumerated.ts';

/**
 * `nginx, pid 812 and 2 children, user root, nginx.service, started 3 h ago`. Processes of another command than the eldest
 * one's are named: they have the socket of their own, and may go on when that one ends.
 */
export function holderInWords(
  main: HoldingProcess,
  others: readonly HoldingProcess[],
  socketUid: number,
  say: Say,
): string {
  const alike = others.filter(({ command }) => command === main.command);
  const children = alike.filter(({ parent }) => parent === main.pid);
  const rest = alike.length - children.length;
  const more = [
    ...(children.length > 0 ? [counted(say, children.length, '{n} child', '{n} children')] : []),
    ...(rest > 0 ? [counted(say, rest, '{n} more process', '{n} more processes')] : []),
  ];
  const unlike = others.filter(({ command }) => command !== main.command);
  return enumerated(
    [
      main.command,
      [`pid ${main.pid}`, ...more].join(say(' and ')),
      usersInWords(main, socketUid, say),
      ...managerInWords(main, say),
      ...(main.age === undefined ? [] : [agoInWords(main.age, say)]),
      ...unlike.map((one) => otherInWords(one, main, say)),
    ],
    say,
  );
}

function otherInWords({ command, pid, parent }: HoldingProcess, main: HoldingProcess, say: Say): string {
  const relation = say(parent === main.pid && main.manages === undefined ? 'its child' : 'with it');
  return `${relation} ${command} (pid ${pid})`;
}

function managerInWords(
  { unit, unitOf, mainOfUnit, manages, container, forwards }: HoldingProcess,
  say: Say,
): string[] {
  if (forwards !== undefined) return [say('for the container at {to}', { to: forwards.to })];
  if (container !== undefined)
    return [say('{runtime} container {id}', { runtime: container.runtime, id: container.id })];
  if (manages !== undefined) return [say(manages === 'system' ? 'for a .socket unit' : "for a user's .socket unit")];
  if (unit === undefined) return [];
  const name = unitOf === undefined ? unit : say('{unit} of uid {uid}', { unit, uid: unitOf });
  return [
    mainOfUnit || !isService(unit) ? name : say('in the control group of {name}, not its main process', { name }),
  ];
}

/** A login session is a scope too, and not what should be stopped. */
export const isService = (unit: string): boolean => !/^(session-.*|init)\.scope$/.test(unit);

const AGES = [
  [86_400, 'started {n} d ago'],
  [3_600, 'started {n} h ago'],
  [60, 'started {n} min ago'],
  [1, 'started {n} s ago'],
] as const;

function agoInWords(seconds: number, say: Say): string {
  const [size, phrase] = AGES.find(([one]) => seconds >= one) ?? AGES[3];
  return say(phrase, { n: Math.floor(seconds / size) });
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

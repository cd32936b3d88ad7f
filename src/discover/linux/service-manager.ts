import { existsSync } from 'node:fs';
import type { HoldingProcess } from '../../model/evidence.ts';
import { groupOf, unitInGroup } from './cgroup.ts';
import { namesIn, readText } from './files.ts';
import { isFirst } from './pid-namespace.ts';

/** Where systemd says that it is the init: sd_booted(3). */
const BOOTED = '/run/systemd/system';

const statusOf = (pid: number): string => readText(`/proc/${pid}/status`) ?? '';
const commandOf = (pid: number): string => readText(`/proc/${pid}/comm`)?.trimEnd() ?? '';
const cgroupOf = (pid: number): string => groupOf(readText(`/proc/${pid}/cgroup`) ?? '');

/** The parent of a process by its /proc/PID/status; 0 where it has none that may be seen. */
const parentIn = (status: string): number => Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0);

/**
 * Whose units a process manages: it is systemd, as the first process of its PID namespace, or as a user's manager
 * (systemd.special(7)). Undefined for every other process, and for another init.
 */
export function managesUnits(pid: number, command = commandOf(pid)): HoldingProcess['manages'] {
  if (command !== 'systemd' && command !== 'init') return undefined;
  if (isFirst(statusOf(pid))) return isBooted(pid) ? 'system' : undefined;
  return command === 'systemd' && /\/user@\d+\.service\/init\.scope$/.test(cgroupOf(pid)) ? 'user' : undefined;
}

/** By its own /run, which only those see who may trace it; process 1 of this PID namespace has most often the same. */
const isBooted = (pid: number): boolean =>
  existsSync(`/proc/${pid}/root${BOOTED}`) || (pid === 1 && existsSync(BOOTED));

/**
 * Tells whether a process, by its parent and its control group, is the one that stopping its unit is about: its parent
 * manages units, it is in the unit's own control group, and no other child of that parent is there. A process that lost
 * its parent becomes the manager's child too, so that of two it cannot be told which one is the unit's. All processes are
 * looked at once, when first asked.
 */
export function mainsOfUnits(): (parent: number, group: string) => boolean {
  let siblings: ReadonlyMap<string, number> | undefined;
  const managers = new Map<number, boolean>();
  const isManager = (pid: number): boolean => {
    const known = managers.get(pid) ?? managesUnits(pid) !== undefined;
    managers.set(pid, known);
    return known;
  };
  return (parent, group) => {
    if (!isManager(parent) || !unitInGroup(group).isOwn) return false;
    siblings ??= countSiblings();
    return siblings.get(siblingKey(parent, group)) === 1;
  };
}

const siblingKey = (parent: number, group: string): string => `${parent} ${group}`;

/** How many processes have one parent and are in one control group. */
function countSiblings(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const pid of namesIn('/proc').map(Number).filter(Number.isInteger)) {
    const key = siblingKey(parentIn(statusOf(pid)), cgroupOf(pid));
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

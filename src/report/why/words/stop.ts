import type { HoldingProcess } from '../../../model/evidence.ts';
import { counted } from '../../text/counted.ts';
import { groupBy } from '../../text/fold.ts';
import type { Say } from '../../text/say.ts';
import { isService } from './processes.ts';

type Processes = ReadonlyMap<number, HoldingProcess>;

/**
 * `stop nginx.service (systemctl stop nginx.service)`: everything that has to go before these processes have the socket no
 * longer. That is their container, or the unit whose main process the eldest of them is, else each of the processes.
 */
export function stopInWords(pids: readonly number[], processes: Processes, say: Say): string {
  const holders = new Map(pids.flatMap((pid) => processes.get(pid) ?? []).map((one) => [one.pid, one]));
  const targets = groupBy(holders.values(), (one) => targetOf(one, holders));
  return say('stop {targets}', { targets: targets.map((group) => stopOne(group, holders, say)).join(say(' and ')) });
}

/** The first of its forebears that has the socket too. What a service manager starts is on its own. */
function eldest(one: HoldingProcess, holders: Processes): HoldingProcess {
  const parent = holders.get(one.parent);
  return parent === undefined || parent.manages !== undefined ? one : eldest(parent, holders);
}

/** Processes that go together have one target. A child of another command does not end with its parent. */
function targetOf(one: HoldingProcess, holders: Processes): string {
  const { forwards, container, manages, command } = one;
  if (forwards !== undefined) return `forwards ${forwards.protocol} ${forwards.port} ${forwards.to}`;
  if (container !== undefined) return `${container.runtime} ${container.id}`;
  if (manages !== undefined) return `manages ${one.pid}`;
  return isOfUnit(one, holders) ? `unit ${one.unitOf ?? ''} ${one.unit}` : `command ${command}`;
}

/** Whether to stop its unit stops it: it is in the unit's group, and the eldest holder is the unit's main process. */
function isOfUnit(one: HoldingProcess, holders: Processes): boolean {
  const { unit, unitOf, mainOfUnit } = eldest(one, holders);
  return mainOfUnit === true && unit !== undefined && isService(unit) && unit === one.unit && unitOf === one.unitOf;
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

function stopOne(group: readonly [HoldingProcess, ...HoldingProcess[]], holders: Processes, say: Say): string {
  const [{ unit, unitOf, container, command, manages, forwards }] = group;
  if (forwards !== undefined)
    return say('the container at {to} ({command} names it)', {
      to: forwards.to,
      command: `docker ps --filter publish=${forwards.port}/${forwards.protocol}`,
    });
  if (container !== undefined) {
    const stop = STOP[container.runtime];
    const id = container.id;
    return `${say('{runtime} container {id}', { runtime: container.runtime, id })}${stop === undefined ? '' : ` (${stop} ${id})`}`;
  }
  if (manages !== undefined)
    return say('the .socket unit ({command} names it)', {
      command: `systemctl${manages === 'user' ? ' --user' : ''} list-sockets`,
    });
  if (unit === undefined || !isOfUnit(group[0], holders)) return `${command} (${pidsInWords(group, say)})`;
  const [user, who] = unitOf === undefined ? ['', ''] : [' --user', say(', as uid {uid}', { uid: unitOf })];
  return `${unit} (systemctl${user} stop ${unit}${who})`;
}

/** `pid 812 and 2 children`: those whose parent is none of them, and how many the others are. */
function pidsInWords(group: readonly HoldingProcess[], say: Say): string {
  const all = new Set(group.map(({ pid }) => pid));
  const mains = group.filter(({ parent }) => !all.has(parent)).map(({ pid }) => pid);
  const children = group.length - mains.length;
  const more = [
    ...(mains.length > NAMED ? [say('{n} more', { n: mains.length - NAMED })] : []),
    ...(children > 0 ? [counted(say, children, '{n} child', '{n} children')] : []),
  ];
  return [`pid ${mains.slice(0, NAMED).join(', ')}`, ...more].join(say(' and '));
}

const NAMED = 8;

import type { HoldingProcess } from '../../../model/evidence.ts';
import { groupBy } from '../../text/fold.ts';
import { printable } from '../../text/text.ts';

/** `stop nginx.service (systemctl stop nginx.service)`: the units and containers of these processes, else the processes. */
export function stopInWords(pids: readonly number[], processes: ReadonlyMap<number, HoldingProcess>): string {
  const holders = new Map(pids.flatMap((pid) => processes.get(pid) ?? []).map((one) => [one.pid, one]));
  return `stop ${groupBy(holders.values(), (one) => managerKey(eldest(one, holders)))
    .map(stopOne)
    .join(' and ')}`;
}

/** Children end with their parent; process 1 is the parent of unrelated services. */
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

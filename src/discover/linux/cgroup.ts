import type { Container, HoldingProcess } from '../../model/evidence.ts';

/** What manages a process, as far as its control group shows. */
export type Manager = Pick<HoldingProcess, 'unit' | 'unitOf' | 'container'>;

/** How container runtimes name their groups, in the order of trying. */
const CONTAINERS: readonly (readonly [runtime: string, group: RegExp])[] = [
  ['containerd', /\/cri-containerd-([0-9a-f]{64})\.scope/],
  ['crio', /\/crio-([0-9a-f]{64})\.scope/],
  ['podman', /\/libpod-([0-9a-f]{64})(?:\.scope|\/|$)/],
  ['docker', /\/docker[-/]([0-9a-f]{64})(?:\.scope|\/|$)/],
  ['kubernetes', /\/kubepods[^/]*\/.*\/([0-9a-f]{64})(?:\/|$)/],
  ['lxc', /\/lxc\.payload\.([^/]+)/],
  ['lxc', /\/lxc\/([^/]+)/],
  ['nspawn', /\/machine\.slice\/systemd-nspawn@([^/]+)\.service/],
  ['nspawn', /\/machine\.slice\/machine-([^/]+)\.scope/],
];

/** How much of a container's id its runtime's commands show, and take. */
const SHORT_ID = 12;

const UNIT = /\.(service|scope|socket|mount|swap)$/;

/** Reads /proc/PID/cgroup, cgroups(7): version 2 has one line, version 1 has systemd's own hierarchy among others. */
export function managerOf(text: string): Manager {
  const lines = text.split('\n').map((line) => line.split(':'));
  for (const [, , ...path] of lines) {
    const container = containerOf(path.join(':'));
    if (container !== undefined) return { container };
  }
  return unitInGroup(groupOf(text)).manager;
}

/** The group by which systemd knows a process: of its own hierarchy in version 1, of the only one in version 2. */
export function groupOf(text: string): string {
  const lines = text.split('\n').map((line) => line.split(':'));
  const [, , ...path] = lines.find(([, name]) => name === 'name=systemd') ?? lines.find(([n]) => n === '0') ?? [];
  return path.join(':');
}

function containerOf(path: string): Container | undefined {
  for (const [runtime, group] of CONTAINERS) {
    const id = group.exec(path)?.[1];
    if (id !== undefined) return { runtime, id: /^[0-9a-f]{64}$/.test(id) ? id.slice(0, SHORT_ID) : unescaped(id) };
  }
  return undefined;
}

/**
 * The unit of a group, and whether the group is the unit's own and not one below it. The unit is the first part below
 * the slices (cg_path_get_unit); below `user@1000.service` follows the unit of the user's manager.
 */
export function unitInGroup(path: string): { readonly manager: Manager; readonly isOwn: boolean } {
  const parts = path.split('/').map((part) => part.replace(/^_/, ''));
  const [system, user] = parts.filter((part) => UNIT.test(part));
  if (system === undefined) return { manager: {}, isOwn: false };
  const uid = /^user@(\d+)\.service$/.exec(system)?.[1];
  const manager = uid === undefined || user === undefined ? { unit: system } : { unit: user, unitOf: Number(uid) };
  return { manager, isOwn: parts.at(-1) === manager.unit };
}

/** systemd-escape(1) writes other bytes of a name as `\x2d`; in the name of a unit that stays. */
const unescaped = (name: string): string =>
  name.replace(/\\x([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

import { type Address, formatAddress, formatEndpoint, isLinkLocal } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import type { SocketOptions } from '../../model/options.ts';
import type { PlannedSocket } from '../../model/planned-socket.ts';
import type { Profile, Profiles } from '../../model/profile.ts';
import type { ListenLine } from '../../model/service.ts';
import { expandLines } from './expand.ts';

/** What the first lines of the file tell. */
export interface PlanOrigin {
  readonly kernel: string;
  readonly version: string;
  /** The addresses of the host, in its order. */
  readonly own: readonly Address[];
  /** The lowest port that every user may bind. */
  readonly unprivilegedFrom: number;
}

/**
 * Sockets that listen, as a plan: one service for each program and user, with the profile that its name is of. Sockets whose process
 * cannot be seen are told in comments, as are those of link-local addresses, which are others on each host and with each
 * new device, unless the profile opens them for a line with a port alone. The same sockets give the same text.
 */
export function planText(
  held: readonly HeldSocket[],
  profiles: Profiles,
  { kernel, version, ...origin }: PlanOrigin,
): string {
  const groups = new Map<string, { readonly command: string; readonly sockets: HeldSocket[] }>();
  const unseen: HeldSocket[] = [];
  for (const one of [...held].sort(inOrder)) {
    const command = one.owners[0]?.command;
    if (command === undefined) {
      unseen.push(one);
      continue;
    }
    const key = `${one.uid} ${command}`;
    const group = groups.get(key) ?? { command, sockets: [] };
    group.sockets.push(one);
    groups.set(key, group);
  }
  const ids = new Set<string>();
  const services = [...groups.values()].flatMap(({ command, sockets }) =>
    serviceText(newId(command, ids), command, sockets, { profiles, ...origin }),
  );
  return [
    `# What listened on this host: written by bindmatrix ${version} check --init on Linux ${kernel}.`,
    '# Commit it, and let "bindmatrix check" say what a change would break.',
    ...(unseen.length === 0 ? [] : ['# The processes of these sockets cannot be seen from here; root sees them:']),
    ...unseen.map((one) => `#   ${one.protocol} ${formatEndpoint(one.address, one.port)}`),
    'version: 1',
    services.length === 0 ? 'services: []' : 'services:',
    ...services,
    '',
  ].join('\n');
}

const inOrder = (a: HeldSocket, b: HeldSocket): number =>
  a.port - b.port ||
  a.protocol.localeCompare(b.protocol) ||
  formatEndpoint(a.address, a.port).localeCompare(formatEndpoint(b.address, b.port));

/** The profile whose processes bear the name; plain where none is known. */
const profileOf = (command: string, profiles: Profiles): string =>
  Object.keys(profiles).find((name) => profiles[name]?.process?.includes(command) === true) ?? 'plain';

interface Surroundings extends Omit<PlanOrigin, 'kernel' | 'version'> {
  readonly profiles: Profiles;
}

/** The name of the program, and a number where another service has it. */
function newId(command: string, taken: Set<string>): string {
  const name = command.replace(/[^A-Za-z0-9.@_-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'service';
  let id = name;
  for (let n = 2; taken.has(id); n++) id = `${name}-${n}`;
  taken.add(id);
  return id;
}

function serviceText(
  id: string,
  command: string,
  all: readonly HeldSocket[],
  { profiles, own, unprivilegedFrom }: Surroundings,
): string[] {
  const profile = profileOf(command, profiles);
  const whole = wholeLines(all, profiles[profile] ?? {}, own);
  const told = all.filter(({ port }) => !whole.has(port));
  const sockets = told.filter(({ address }) => !isLinkLocal(address));
  const left = told.filter(({ address }) => isLinkLocal(address)).map(socketText);
  const distinct = [...new Map(sockets.map((one) => [lineText(one, profile, profiles), one])).keys()];
  const shares =
    sockets.length > distinct.length ? ['    # several sockets have one endpoint: they share its clients'] : [];
  return [
    `  - id: ${JSON.stringify(id)}`,
    `    profile: ${profile}`,
    ...uidText(all, profiles[profile]?.uid ?? 0, unprivilegedFrom),
    ...shares,
    ...(left.length === 0 ? [] : [`    # and on link-local addresses, which change: ${left.join(', ')}`]),
    ...(whole.size + distinct.length === 0 ? [] : ['    listen:']),
    ...[...whole.values(), ...distinct].map((text) => `      - ${text}`),
  ].map((line) => (whole.size + distinct.length === 0 ? line.replace(/^ {2}/, '  # ') : line));
}

/** Who opened the sockets: SO_REUSEPORT is shared by one user alone. A plan has no word for a user who may bind low ports. */
function uidText([first, ...others]: readonly HeldSocket[], usual: number, unprivilegedFrom: number): string[] {
  if (first === undefined || first.uid === usual) return [];
  const isLow = first.uid !== 0 && [first, ...others].some(({ port }) => port < unprivilegedFrom);
  return [
    isLow ? `    # opened by uid ${first.uid}, who may bind ports below ${unprivilegedFrom}` : `    uid: ${first.uid}`,
  ];
}

const socketText = ({ protocol, address, port }: HeldSocket): string =>
  `${protocol === 'udp' ? 'udp ' : ''}${formatEndpoint(address, port)}`;

/**
 * The ports with link-local addresses for which a port alone, or with one word of the profile, opens the same sockets: a
 * server that binds every address by itself, such as named. By port, the line.
 */
function wholeLines(
  sockets: readonly HeldSocket[],
  profile: Profile,
  own: readonly Address[],
): ReadonlyMap<number, string> {
  const ports = new Set(sockets.filter(({ address }) => isLinkLocal(address)).map(({ port }) => port));
  return new Map(
    [...ports].flatMap((port): [number, string][] => {
      const line = wholeLine(port, keysOf(sockets.filter((one) => one.port === port)), profile, own);
      return line === undefined ? [] : [[port, line]];
    }),
  );
}

/** The line with a port alone, or with one word, for which the profile opens just the sockets of `open`. */
function wholeLine(port: number, open: string, profile: Profile, own: readonly Address[]): string | undefined {
  const words = Object.entries(profile.flags ?? {}).flatMap(([name, { told }]) => (told === undefined ? [] : [name]));
  const options = [{}, ...words.map((name) => ({ [name]: true }))].find((asked) => {
    const line: ListenLine = { told: { kind: 'none' }, port, options: asked, source: NOWHERE };
    const slots = expandLines(profile, [line], { own, names: {} });
    return keysOf(slots.flatMap(({ choices }) => choices.slice(0, 1))) === open;
  });
  if (options === undefined) return undefined;
  const [word] = Object.keys(options);
  return word === undefined ? String(port) : `{ endpoint: ${port}, options: { ${JSON.stringify(word)}: true } }`;
}

const NOWHERE = { file: '', line: 1, column: 1 };

/** Equal for the same endpoints. */
const keysOf = (sockets: readonly Pick<HeldSocket, 'protocol' | 'address' | 'port'>[]): string =>
  [...new Set(sockets.map(({ protocol, address, port }) => `${protocol} ${formatEndpoint(address, port)}`))]
    .sort()
    .join();

/** A line, with the words by which the socket comes out as it is. */
function lineText(held: HeldSocket, name: string, profiles: Profiles): string {
  const { protocol, address, port, device } = held;
  const profile = profiles[name] ?? {};
  const line: ListenLine = {
    told: { kind: 'address', address },
    port,
    protocol,
    options: {},
    source: NOWHERE,
  };
  const [usual] = socketsOf(profile, line);
  const places = isSame(usual, held) ? [] : wordOfPlace(profile, line, held);
  const found = [...places, ...wordsOf(held, name, profile, usual?.options)].map(
    (word) => `${JSON.stringify(word)}: true`,
  );
  const bound =
    device === undefined
      ? []
      : Object.entries(profile.flags ?? {}).flatMap(([word, flag]) =>
          flag.device === 'value' ? [`${JSON.stringify(word)}: ${JSON.stringify(device)}`] : [],
        );
  const words = [...found, ...bound];
  const endpoint = JSON.stringify(formatEndpoint(address, port));
  const more = [
    ...(protocol === 'udp' ? ['protocol: udp'] : usualTcp(profile) ? [] : ['protocol: tcp']),
    ...(words.length === 0 ? [] : [`options: { ${words.join(', ')} }`]),
  ];
  return more.length === 0 ? endpoint : `{ ${[`endpoint: ${endpoint}`, ...more].join(', ')} }`;
}

const socketsOf = (profile: Profile, line: ListenLine): readonly PlannedSocket[] =>
  expandLines(profile, [line], { own: [], names: {} }).flatMap(({ choices }) => choices.slice(0, 1));

const isSame = (one: PlannedSocket | undefined, { address }: HeldSocket): boolean =>
  one !== undefined && formatAddress(one.address) === formatAddress(address);

/** The word with which a server that is told an address opens it, and nothing else: `bind-interfaces` of dnsmasq. */
const wordOfPlace = (profile: Profile, line: ListenLine, held: HeldSocket): string[] =>
  Object.keys(profile.flags ?? {})
    .filter((word) => {
      const [first, ...others] = socketsOf(profile, { ...line, options: { [word]: true } });
      return others.length === 0 && isSame(first, held);
    })
    .slice(0, 1);

/** The words by which the socket has the options that were read. */
function wordsOf(
  { v6only, reuseaddr, reuseport, address }: Pick<HeldSocket, 'v6only' | 'reuseaddr' | 'reuseport' | 'address'>,
  name: string,
  profile: Profile,
  usual: SocketOptions | undefined,
): string[] {
  const isAny6 = address.ip === '::' && v6only !== undefined && usual?.v6only !== v6only;
  return [
    ...(name === 'plain' && reuseaddr === true ? ['reuseaddr'] : []),
    ...(reuseport === true && usual?.reuseport !== true ? wordFor(profile, 'reuseport', true) : []),
    ...(isAny6 ? wordFor(profile, 'v6only', v6only) : []),
  ];
}

/** Whether a line without a protocol is of TCP alone. */
const usualTcp = ({ protocols }: Profiles[string]): boolean => protocols === undefined || protocols.join() === 'tcp';

/** The server's own word that sets an option. */
const wordFor = ({ flags = {} }: Profiles[string], option: 'reuseport' | 'v6only', value: boolean): string[] =>
  Object.entries(flags)
    .filter(([, { socket, told }]) => socket?.[option] === value && told === undefined)
    .slice(0, 1)
    .map(([word]) => word);

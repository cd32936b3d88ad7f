import { formatEndpoint } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import type { SocketOptions } from '../../model/options.ts';
import type { Profile, Profiles } from '../../model/profile.ts';
import type { ListenLine } from '../../model/service.ts';
import { expandLines } from './expand.ts';

/** What the first lines of the file tell. */
export interface PlanOrigin {
  readonly kernel: string;
  readonly version: string;
}

/**
 * Sockets that listen, as a plan: one service for each program and the user who owns its sockets, with the profile that
 * its name is of. Sockets whose process cannot be seen are told in comments. The same sockets give the same text.
 */
export function planText(held: readonly HeldSocket[], profiles: Profiles, { kernel, version }: PlanOrigin): string {
  const groups = new Map<string, HeldSocket[]>();
  const unseen: HeldSocket[] = [];
  for (const one of [...held].sort(inOrder)) {
    const command = one.owners[0]?.command;
    if (command === undefined) unseen.push(one);
    else groups.set(command, [...(groups.get(command) ?? []), one]);
  }
  const services = [...groups].flatMap(([command, sockets]) => serviceText(command, sockets, profiles));
  return [
    `# What listened on this host: written by bindmatrix ${version} check --init on Linux ${kernel}.`,
    '# Commit it, and let "bindmatrix check" say what a change would break.',
    ...(unseen.length === 0 ? [] : ['# The processes of these sockets cannot be seen from here:']),
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

function serviceText(command: string, sockets: readonly HeldSocket[], profiles: Profiles): string[] {
  const profile = profileOf(command, profiles);
  const distinct = [...new Map(sockets.map((one) => [lineText(one, profile, profiles), one])).keys()];
  const id = command.replace(/[^A-Za-z0-9.@_-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '') || 'service';
  const shares =
    sockets.length > distinct.length ? ['    # several sockets have one endpoint: they share its clients'] : [];
  return [
    `  - id: ${JSON.stringify(id)}`,
    `    profile: ${profile}`,
    ...shares,
    '    listen:',
    ...distinct.map((text) => `      - ${text}`),
  ];
}

/** A line, with the words by which the socket comes out as it is. */
function lineText(held: HeldSocket, name: string, profiles: Profiles): string {
  const { protocol, address, port, device } = held;
  const profile = profiles[name] ?? {};
  const line: ListenLine = {
    told: { kind: 'address', address },
    port,
    protocol,
    options: {},
    source: { file: '', line: 1, column: 1 },
  };
  const usual = expandLines(profile, [line], { own: [], names: {} })[0]?.choices[0]?.options;
  const found = wordsOf(held, name, profile, usual).map((word) => `${JSON.stringify(word)}: true`);
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

import { type Address, isLoopback, type Protocol, parseAddress } from '../../src/model/address.ts';
import type { Evidence, HoldingProcess, Surroundings } from '../../src/model/evidence.ts';
import type { HeldSocket, Host, HostFacts, LocalAddress } from '../../src/model/host.ts';
import type { Listener } from '../../src/model/listener.ts';
import { type Reuse, reuseOptions } from '../../src/model/options.ts';

export function at(text: string): Address {
  const address = parseAddress(text);
  if (!address.ok) throw new Error(address.error.message);
  return address.value;
}

const NAMES = [
  ['lo', '127.0.0.1', 8],
  ['lo', '::1', 128],
  ['eth0', '192.0.2.2', 24],
  ['eth0', '2001:db8::2', 64],
  ['eth0', 'fe80::1%eth0', 64],
] as const;

export const ADDRESSES: readonly LocalAddress[] = NAMES.map(([name, text, prefix]) => ({
  address: at(text),
  interface: name,
  prefix,
  state: 'ok',
  link: 'up',
}));

/** Root on a Linux of today. */
const FACTS: HostFacts = {
  os: 'linux',
  hostname: 'host',
  kernel: '6.18.44',
  uid: 0,
  capabilities: ['CAP_NET_BIND_SERVICE', 'CAP_NET_ADMIN', 'CAP_SYS_PTRACE'],
  netns: 'net:[4026531840]',
  sysctls: { 'net.ipv4.ip_unprivileged_port_start': '1024', 'net.ipv4.ip_local_port_range': '32768 60999' },
};

/** `vrfs`: by the name of an interface. */
export const hostOf = (
  facts: Partial<HostFacts> = {},
  addresses = ADDRESSES,
  vrfs: Readonly<Record<string, string>> = {},
): Host => ({
  facts: { ...FACTS, ...facts, sysctls: { ...FACTS.sysctls, ...facts.sysctls } },
  interfaces: [...new Set(['lo', 'eth0', ...Object.keys(vrfs)])].map((name, i) => ({
    name,
    index: i + 1,
    link: 'up',
    loopback: name === 'lo',
    ...(vrfs[name] === undefined ? {} : { vrf: vrfs[name] }),
  })),
  addresses,
  ipv6: true,
});

/** `0.0.0.0 80` of process 812, which has set nothing. */
export function held(text: string, port: number, more: Partial<HeldSocket> = {}): HeldSocket {
  const address = at(text);
  return {
    protocol: 'tcp',
    address,
    port,
    state: 'LISTEN',
    uid: 0,
    inode: 1000 + port,
    reuseaddr: false,
    reuseport: false,
    ...(address.family === 'inet6' ? { v6only: !isLoopback(address) && address.ip !== '::' } : {}),
    owners: [{ pid: 812, command: 'nginx' }],
    ...more,
  };
}

/** What nobody has any more, and whose options nobody can read. */
export const leftover = (text: string, port: number, expires = 42): HeldSocket => {
  const { reuseaddr, reuseport, ...rest } = held(text, port, { state: 'TIME_WAIT', inode: 0, owners: [], expires });
  return { ...rest, peer: { address: at('192.0.2.77'), port: 40_000 } };
};

export const NGINX: HoldingProcess = {
  pid: 812,
  command: 'nginx',
  parent: 1,
  uid: 0,
  user: 'root',
  unit: 'nginx.service',
  mainOfUnit: true,
  started: '2026-01-02T03:04:05.000Z',
  age: 3 * 3600 + 5,
};

export const SURROUNDINGS: Surroundings = {
  ipv6DisabledOn: [],
  namespace: { id: 'net:[4026531840]', initial: true },
};

export const evidenceOf = (sockets: readonly HeldSocket[], more: Partial<Evidence> = {}): Evidence => ({
  host: hostOf(),
  surroundings: SURROUNDINGS,
  sight: { boundOnly: true },
  sockets,
  processes: [NGINX],
  ...more,
});

/** What a listener that is asked about may set, as the flags of `why` name it. */
interface Asked {
  readonly protocol?: Protocol;
  readonly reuse?: Reuse;
  readonly v6only?: boolean;
  readonly device?: string;
  readonly freebind?: boolean;
}

/** A TCP listener with SO_REUSEADDR, where nothing else is said. */
export const asked = (
  text: string,
  port: number,
  { protocol = 'tcp', reuse = 'addr', ...options }: Asked = {},
): Listener => ({ protocol, address: at(text), port, options: { ...reuseOptions(reuse), ...options } });

/** The owners of sockets, as processes of root that the init started. */
export const processesOf = (sockets: readonly HeldSocket[]): HoldingProcess[] =>
  sockets.flatMap(({ owners }) => owners).map((owner) => ({ ...owner, parent: 1, uid: 0 }));

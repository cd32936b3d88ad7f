import {
  type Address,
  formatAddress,
  isAny,
  isForEveryHost,
  isLinkLocal,
  isLoopback,
  isMapped,
  subnetBroadcast,
} from '../../model/address.ts';
import type { Host, LocalAddress } from '../../model/host.ts';
import type { ReadyPlan } from '../../model/planned-socket.ts';
import type { TrialSandbox } from '../../model/trial.ts';

/** The settings of a host that decide about binding. */
const SETTINGS = [
  'net.ipv6.bindv6only',
  'net.ipv4.ip_nonlocal_bind',
  'net.ipv6.ip_nonlocal_bind',
  'net.ipv4.ip_unprivileged_port_start',
] as const;

/** The device that has the addresses of a plan which the host lacks; a link-local one is on that of its zone. */
const MADE = 'made';

/** The namespace in which a plan is tried: the addresses of the host on devices of the same names, and those that it lacks. */
export interface PlanHost {
  /** What the rules know of it. */
  readonly host: Host;
  readonly sandbox: TrialSandbox;
  /** The addresses of the plan that the host has not. */
  readonly lacks: readonly Address[];
}

/** What the host lacks of a plan is `added`, as in a sandbox, or stays `absent`. */
export type Lacking = 'added' | 'absent';

/** Services are started by root, so that every port may be bound. */
export function planHost(here: Host, plan: Pick<ReadyPlan, 'services' | 'serves'>, lacking: Lacking): PlanHost {
  const known = new Set(here.addresses.map(({ address }) => formatAddress(address)));
  const groups = broadcastsOf(here);
  const lacks = addressesOfPlan(plan).filter((one) => !known.has(formatAddress(one)) && !groups.has(one.ip));
  const made = lacking === 'added' ? lacks : [];
  const wanted = lacking === 'added' ? [...devicesOfPlan(plan), ...made.flatMap(({ zone }) => zone ?? [])] : [];
  const devices = [...new Set(wanted)].filter((name) => !here.interfaces.some((one) => one.name === name));
  const sysctls = Object.fromEntries(
    SETTINGS.flatMap((name) => (here.facts.sysctls[name] === undefined ? [] : [[name, here.facts.sysctls[name]]])),
  );
  const own = here.addresses.filter(({ state }) => state !== 'tentative' && state !== 'dadfailed');
  const addresses = [...own, ...made.map(madeAddress)];
  const isLo = (name: string): boolean =>
    here.interfaces.some((one) => one.name === name && one.loopback) || name === 'lo';
  const names = [...new Set(addresses.map((one) => one.interface).filter((name) => !isLo(name)))];
  return {
    host: {
      ...here,
      facts: { ...here.facts, uid: 0, capabilities: ['CAP_NET_BIND_SERVICE'], sysctls },
      interfaces: [
        ...here.interfaces,
        ...[...devices, ...(made.some(({ zone }) => zone === undefined) ? [MADE] : [])].map((name, i) => ({
          name,
          index: 1000 + i,
          link: 'up' as const,
          loopback: false,
        })),
      ],
      addresses,
    },
    sandbox: {
      addresses: own
        .filter((one) => isLo(one.interface) && !isLoopback(one.address))
        .map((one) => formatAddress(one.address)),
      devices: [
        ...names.map((name) => ({
          name,
          addresses: addresses.filter((one) => one.interface === name).map(withPrefix),
        })),
        ...devices.filter((name) => !names.includes(name)),
      ],
      sysctls,
    },
    lacks,
  };
}

const withPrefix = ({ address, prefix }: LocalAddress): string => `${address.ip}/${prefix}`;

const madeAddress = (address: Address): LocalAddress => ({
  address,
  interface: address.zone ?? MADE,
  prefix: address.zone !== undefined ? 64 : address.family === 'inet' ? 32 : 128,
  state: 'ok',
  link: 'up',
});

/** The broadcast addresses of its subnets, which every host of a subnet may bind. */
const broadcastsOf = ({ addresses }: Host): ReadonlySet<string> =>
  new Set(
    addresses
      .filter(({ address, prefix }) => address.family === 'inet' && prefix < 31)
      .map(({ address, prefix }) => subnetBroadcast(address, prefix)),
  );

/** The specific addresses of a plan that a host might have. */
function addressesOfPlan({ services, serves }: Pick<ReadyPlan, 'services' | 'serves'>): readonly Address[] {
  const bound = services.flatMap(({ slots, reload = [] }) =>
    [...slots, ...reload].flatMap(({ choices }) => choices.map(({ address }) => address)),
  );
  const all = [...bound, ...serves.flatMap(({ addresses }) => addresses)];
  const plain = all.filter((a) => !isAny(a) && !isLoopback(a) && !isMapped(a) && !isForEveryHost(a) && mayBeMade(a));
  return [...new Map(plain.map((a) => [formatAddress(a), a])).values()];
}

/** A link-local address is one of its device; the loopback device is as it is. */
const mayBeMade = (address: Address): boolean =>
  isLinkLocal(address) ? address.zone !== undefined && address.zone !== 'lo' : address.zone === undefined;

const devicesOfPlan = ({ services }: Pick<ReadyPlan, 'services'>): readonly string[] =>
  [
    ...new Set(
      services.flatMap(({ slots, reload = [] }) =>
        [...slots, ...reload].flatMap(({ choices }) => choices.flatMap(({ options }) => options.device ?? [])),
      ),
    ),
  ].filter((name) => name !== 'lo');

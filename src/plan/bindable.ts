import {
  type Address,
  formatAddress,
  isAny,
  isForEveryHost,
  isLoopback,
  subnetBroadcast,
  subnetStart,
  unmap,
} from '../model/address.ts';
import type { Host, LocalRoute } from '../model/host.ts';

/** What is looked up about the addresses of a host. */
interface Known {
  /** Its own, and the broadcast addresses of its IPv4 subnets. */
  readonly listed: ReadonlySet<string>;
  readonly hasLoopback: boolean;
}

/** Of each host once: thousands of addresses may be named, and each is looked up among as many. */
const KNOWN = new WeakMap<Host, Known>();

/** Whether bind(2) accepts the address: it is listed, in 127.0.0.0/8 (all of which is local), or need not be local. */
export function isBindable(host: Host, address: Address): boolean {
  const plain = unmap(address);
  const { listed, hasLoopback } = known(host);
  if (isAny(plain) || isForEveryHost(plain) || listed.has(formatAddress(plain))) return true;
  if (plain.family === 'inet' && (host.localRoutes ?? []).some((route) => isIn(plain, route))) return true;
  if (plain.family === 'inet' && isLoopback(plain)) return hasLoopback;
  return host.facts.sysctls[`net.${plain.family === 'inet' ? 'ipv4' : 'ipv6'}.ip_nonlocal_bind`] === '1';
}

const isIn = (address: Address, { address: first, prefix }: LocalRoute): boolean =>
  subnetStart(address, prefix) === first.ip;

function known(host: Host): Known {
  const found = KNOWN.get(host) ?? knownOf(host);
  KNOWN.set(host, found);
  return found;
}

function knownOf({ addresses }: Host): Known {
  const four = addresses.filter(({ address }) => address.family === 'inet');
  return {
    listed: new Set([
      ...addresses.map(({ address }) => formatAddress(address)),
      ...four.filter(({ prefix }) => prefix < 31).map(({ address, prefix }) => subnetBroadcast(address, prefix)),
    ]),
    hasLoopback: four.some(({ address }) => isLoopback(address)),
  };
}

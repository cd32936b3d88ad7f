import ipaddr from 'ipaddr.js';
import { ANY, type Address, formatAddress, isAny, isLinkLocal, isLoopback, parseAddress, sameAddress, unmap } from '../model/address.ts';
import type { Host, LocalAddress } from '../model/host.ts';
import { ok, problem, type Result } from '../model/result.ts';
import { globMatches } from './pattern.ts';

/** The selectors that stand for addresses of this host by their kind. */
const KINDS: Readonly<Record<string, (host: Host) => Address[]>> = {
  any4: () => [ANY.inet],
  any6: () => [ANY.inet6],
  'each-ipv4': (host) => addressesWhere(host, (a) => a.address.family === 'inet'),
  'each-ipv6': (host) => addressesWhere(host, (a) => a.address.family === 'inet6'),
};

/**
 * The addresses of this host that `text` stands for: an address, a CIDR, a glob or a selector.
 * A problem where it stands for none: an experiment that silently tests nothing would look like a success.
 */
export function resolveSelector(text: string, host: Host): Result<readonly Address[]> {
  const kind = KINDS[text];
  if (kind !== undefined) return ok(kind(host));
  if (text.startsWith('iface:')) return byInterface(text.slice('iface:'.length), host);
  if (text.includes('/')) return byCidr(text, host);
  if (/[*?]/.test(text)) return found(addressesWhere(host, (a) => globMatches(text, formatAddress(a.address))), text, 'address', host);
  const parsed = parseAddress(text);
  return parsed.ok ? oneAddress(parsed.value, host) : parsed;
}

function oneAddress(address: Address, host: Host): Result<readonly Address[]> {
  if (isLinkLocal(address) && address.zone === undefined) return problem(`${address.ip} is link-local and names no interface`, `write ${zoneExample(address, host)}`);
  if (isLocal(address, host)) return ok([address]);
  return problem(
    `${formatAddress(address)} is not an address of this host`,
    `"bindmatrix interfaces" lists them; --in sandbox makes the address where it harms nobody`,
  );
}

/** Whether bind(2) would find the address local: listed, in 127.0.0.0/8 (local as a whole), or allowed to be elsewhere. */
function isLocal(address: Address, host: Host): boolean {
  const plain = unmap(address);
  if (isAny(plain) || host.addresses.some((a) => sameAddress(a.address, plain))) return true;
  if (plain.family === 'inet' && isLoopback(plain)) return host.addresses.some((a) => isLoopback(a.address));
  return host.facts.sysctls[`net.${plain.family === 'inet' ? 'ipv4' : 'ipv6'}.ip_nonlocal_bind`] === '1';
}

function byInterface(glob: string, host: Host): Result<readonly Address[]> {
  return found(addressesWhere(host, (a) => globMatches(glob, a.interface)), `iface:${glob}`, 'interface with an address', host);
}

function byCidr(text: string, host: Host): Result<readonly Address[]> {
  const [network, bits] = ipaddr.parseCIDR(text);
  const inside = addressesWhere(host, (a) => {
    const address = ipaddr.parse(a.address.ip);
    return address.kind() === network.kind() && address.match(network, bits);
  });
  return found(inside, text, 'address', host);
}

function found(addresses: Address[], text: string, what: string, host: Host): Result<readonly Address[]> {
  if (addresses.length > 0) return ok(addresses);
  const known = host.addresses.slice(0, 6).map((a) => formatAddress(a.address));
  return problem(`"${text}" matches no ${what} of this host`, `it has ${known.join(', ')}${host.addresses.length > 6 ? ', …' : ''}`);
}

const addressesWhere = (host: Host, test: (a: LocalAddress) => boolean): Address[] => host.addresses.filter(test).map((a) => a.address);

function zoneExample(address: Address, host: Host): string {
  const own = host.addresses.find((a) => a.address.ip === address.ip) ?? host.addresses.find((a) => isLinkLocal(a.address));
  return `${address.ip}%${own?.address.zone ?? 'eth0'}`;
}

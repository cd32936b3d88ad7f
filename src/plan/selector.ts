import ipaddr from 'ipaddr.js';
import { type Address, ANY, formatAddress, isLinkLocal } from '../model/address.ts';
import type { Where } from '../model/experiment.ts';
import type { Host, LocalAddress } from '../model/host.ts';
import { ok, problem, type Result } from '../model/result.ts';
import { parseSelector, type Selector } from '../model/selector.ts';
import { isBindable } from './bindable.ts';
import { globMatches } from './glob.ts';

/** Where addresses are looked up. */
export interface Place {
  readonly host: Host;
  readonly where: Where;
  /** Sockets may be bound to addresses that the host does not have: IP_FREEBIND, ip(7). */
  readonly absentToo: boolean;
}

/**
 * The addresses of this host that `text` selects: an address, a CIDR, a glob or a selector. It is a problem if there
 * are none: an experiment that silently tests nothing would look like a success.
 */
export function resolveSelector(text: string, place: Place): Result<readonly Address[]> {
  const { host, where } = place;
  const parsed = parseSelector(text);
  if (!parsed.ok) return parsed;
  const selector = parsed.value;
  if (selector.kind === 'any') return ok([ANY[selector.family]]);
  if (selector.kind === 'address') return oneAddress(selector.address, place);
  const matching = host.addresses.filter((a) => matches(selector, a)).map((a) => a.address);
  if (matching.length > 0 || selector.kind === 'each') return ok(matching);
  const only =
    where === 'sandbox' && selector.kind === 'cidr'
      ? '; a network only selects addresses: name those that are to be created'
      : '';
  return problem(`"${text}" matches no address of this ${where}`, `its addresses are ${listed(host)}${only}`);
}

type Pattern = Exclude<Selector, { kind: 'any' | 'address' }>;

function matches(selector: Pattern, local: LocalAddress): boolean {
  switch (selector.kind) {
    case 'each':
      return local.address.family === selector.family;
    case 'interface':
      return globMatches(selector.glob, local.interface);
    case 'glob':
      return globMatches(selector.glob, formatAddress(local.address));
    case 'cidr':
      return (
        local.address.family === selector.network.family &&
        ipaddr.parse(local.address.ip).match(ipaddr.parse(selector.network.ip), selector.prefix)
      );
  }
}

function oneAddress(address: Address, { host, where, absentToo }: Place): Result<readonly Address[]> {
  if (isLinkLocal(address) && address.zone === undefined) {
    return problem(`${address.ip} is link-local and names no interface`, `write ${zoneExample(address, host)}`);
  }
  if (absentToo || isBindable(host, address)) return ok([address]);
  return problem(
    `${formatAddress(address)} is not an address of this ${where}`,
    where === 'sandbox'
      ? `its addresses are ${listed(host)}; "addresses:" or --address names those to be created`
      : `its addresses are ${listed(host)}; with --in sandbox the address is created in a private namespace`,
  );
}

/** The first addresses of the host, enough to find a typing error; "interfaces" has them all. */
function listed(host: Host): string {
  const shown = host.addresses.slice(0, 6).map((a) => formatAddress(a.address));
  return host.addresses.length > shown.length ? `${shown.join(', ')}, … ("$0 interfaces" lists all)` : shown.join(', ');
}

function zoneExample(address: Address, host: Host): string {
  const own =
    host.addresses.find((a) => a.address.ip === address.ip) ?? host.addresses.find((a) => isLinkLocal(a.address));
  return `${address.ip}%${own?.address.zone ?? 'eth0'}`;
}

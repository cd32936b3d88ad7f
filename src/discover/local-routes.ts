import { formatAddress, subnetBroadcast, subnetStart } from '../model/address.ts';
import type { Host, LocalAddress, LocalRoute } from '../model/host.ts';
import type { Listing } from './platform-view.ts';

/**
 * How the table by which Linux tells whether an IPv4 address is its own differs from what the addresses of the interfaces
 * make of it (fib_add_ifaddr(), net/ipv4/fib_frontend.c): somebody added routes or removed some. Those of a VRF are in its
 * own table, which is not read.
 */
export function besideAddresses(
  table: readonly LocalRoute[],
  { interfaces, addresses }: Listing,
): Pick<Host, 'localRoutes' | 'unrouted'> {
  const apart = new Set(interfaces.filter(({ vrf }) => vrf !== undefined).map(({ name }) => name));
  const loopbacks = new Set(interfaces.filter(({ loopback }) => loopback).map(({ name }) => name));
  const own = addresses.filter((one) => one.address.family === 'inet' && !apart.has(one.interface));
  const made = new Map(
    own.flatMap((one) => madeBy(one, loopbacks.has(one.interface))).map((one) => [textOf(one), one]),
  );
  const there = new Set(table.map(textOf));
  const localRoutes = table.filter((one) => !made.has(textOf(one)));
  const unrouted = [...made].filter(([text]) => !there.has(text)).map(([, one]) => one);
  return { ...(localRoutes.length === 0 ? {} : { localRoutes }), ...(unrouted.length === 0 ? {} : { unrouted }) };
}

/** The routes that the kernel makes for an address. */
function madeBy({ address, prefix }: LocalAddress, loopback: boolean): Route[] {
  const at = (ip: string): LocalRoute['address'] => ({ family: 'inet', ip });
  return [
    { kind: 'local', address, prefix: 32 },
    ...(loopback && prefix < 32 ? [{ kind: 'local' as const, address: at(subnetStart(address, prefix)), prefix }] : []),
    ...(prefix < 31 ? [{ kind: 'broadcast' as const, address: at(subnetBroadcast(address, prefix)), prefix: 32 }] : []),
  ];
}

type Route = Omit<LocalRoute, 'index'>;

const textOf = ({ kind, address, prefix }: Route): string => `${kind} ${formatAddress(address)}/${prefix}`;

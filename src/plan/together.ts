import { type Address, isAny, isMapped, unmap } from '../model/address.ts';
import { type Host, ownAddresses } from '../model/host.ts';
import type { Order, TogetherFamily, TogetherPlan } from '../model/plan.ts';

/** Addresses of one family. */
interface OfFamily {
  readonly any: readonly Address[];
  readonly specific: readonly Address[];
}

/** The orders in which all addresses are opened and kept open: each family by itself, then both where they may meet. */
export function planTogether(addresses: readonly Address[], host: Host): TogetherPlan[] {
  const isOwn = ownAddresses(host.addresses.filter((a) => a.state === 'ok' || a.state === 'deprecated'));
  const staysHere = (address: Address): boolean => isAny(unmap(address)) || isOwn(address);
  const plan = (family: TogetherFamily, [order, list]: Ordered): TogetherPlan => ({
    family,
    order,
    addresses: list,
    visits: list.map(staysHere),
  });
  const four = ofFamily(addresses, 'inet');
  const six = ofFamily(addresses, 'inet6');
  return [
    ...ordersOf(four).map((one) => plan('inet', one)),
    ...ordersOf(six).map((one) => plan('inet6', one)),
    ...(mayMeet(four, six) ? ordersOfBoth(four, six).map((one) => plan('both', one)) : []),
  ];
}

const ofFamily = (addresses: readonly Address[], family: Address['family']): OfFamily => {
  const own = addresses.filter((a) => a.family === family);
  return { any: own.filter(isAny), specific: own.filter((a) => !isAny(a)) };
};

type Ordered = readonly [Order, readonly Address[]];

const ordersOf = ({ any, specific }: OfFamily): Ordered[] => [
  ...(any.length + specific.length === 0 ? [] : [['any-first', [...any, ...specific]] as const]),
  ...(any.length === 0 || specific.length === 0 ? [] : [['any-last', [...specific, ...any]] as const]),
];

/** Of IPv6 sockets only a dual-stack `::` and those on v4-mapped addresses take IPv4 (ipv6(7)). */
const mayMeet = (four: OfFamily, six: OfFamily): boolean =>
  four.any.length + four.specific.length > 0 && (six.any.length > 0 || six.specific.some(isMapped));

/** As servers of both families start: ANY before the specific addresses, with IPv4 first or IPv6 first, or after them. */
const ordersOfBoth = (four: OfFamily, six: OfFamily): Ordered[] => [
  ['any-first', [...four.any, ...six.any, ...four.specific, ...six.specific]],
  ['any6-first', [...six.any, ...four.any, ...six.specific, ...four.specific]],
  ...(four.any.length + six.any.length === 0 || four.specific.length + six.specific.length === 0
    ? []
    : [['any-last', [...four.specific, ...six.specific, ...four.any, ...six.any]] as const]),
];

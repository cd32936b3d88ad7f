import { type Address, formatAddress, isLinkLocal, isLoopback, isMapped, isReserved, unmap } from '../model/address.ts';
import { isWildcard } from './address-index.ts';
import { isForEach } from './client-packet.ts';
import { locality, type RuleEnvironment } from './environment.ts';
import { PLACEHOLDER } from './overlap.ts';

/** What a rule may ask of an address, but the address itself: one object for addresses that no rule can tell apart. */
export interface AddressKind {
  /** Whether other addresses may be of it: those of an ordinary kind differ for no rule, as long as they differ at all. */
  readonly isOrdinary: boolean;
}

interface Kinds {
  readonly byText: Map<string, AddressKind>;
  readonly byAddress: Map<Address, AddressKind>;
  /** The addresses of the sockets of other processes. */
  readonly held: ReadonlySet<string>;
}

/** By the environment, of which nothing changes. */
const KNOWN = new WeakMap<RuleEnvironment, Kinds>();

/** The kind of an address in an environment. Each object of an address is looked at once. */
export function addressKind(env: RuleEnvironment, address: Address): AddressKind {
  const kinds = KNOWN.get(env) ?? newKinds(env);
  const known = kinds.byAddress.get(address);
  if (known !== undefined) return known;
  const text = ordinaryKind(env, kinds.held, address);
  const kind = kinds.byText.get(text ?? formatAddress(address)) ?? { isOrdinary: text !== undefined };
  kinds.byText.set(text ?? formatAddress(address), kind);
  kinds.byAddress.set(address, kind);
  return kind;
}

function newKinds(env: RuleEnvironment): Kinds {
  const held = new Set(env.held.map((one) => unmap(one.address).ip));
  const kinds: Kinds = { byText: new Map(), byAddress: new Map(), held };
  KNOWN.set(env, kinds);
  return kinds;
}

/**
 * Where an ordinary address stands: on which interface, and in which state. Undefined for one that a rule, or a lookup of the
 * kernel that a rule stands for, knows by itself: of a link, of a group, of many hosts or none, or with another socket on it.
 */
function ordinaryKind(env: RuleEnvironment, held: ReadonlySet<string>, address: Address): string | undefined {
  if (address.zone !== undefined || env.vrfs.size > 0 || env.unrouted.has(address.ip) || held.has(address.ip))
    return undefined;
  if (isWildcard(address) || isMapped(address) || isLinkLocal(address) || isReserved(address)) return undefined;
  if (isForEach(env, address) || address.ip === PLACEHOLDER) return undefined;
  const known = env.addresses.get(address.ip);
  if (known !== undefined)
    return `${address.family} ${known.state} ${known.link} ${isLoopback(address)} on ${known.interface}`;
  return isLoopback(address) ? `${address.family} not listed, ${locality(env, address)}` : undefined;
}

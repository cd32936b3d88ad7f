import { type Address, isAny, isMapped, unmap } from '../../../model/address.ts';
import type { Call } from '../../../model/outcome.ts';
import type { RuleSocket } from '../../rule-socket.ts';
import type { Sock } from './sock.ts';

/**
 * What the kernel caches about one TCP port beyond the sockets on it: struct inet_bind_bucket,
 * include/net/inet_hashtables.h, 6.18. Its `fastreuse` never becomes positive there since Linux 6.8, because the bucket of
 * the address is linked in before the port is checked for being new (inet_csk_update_fastreuse()).
 */
export interface Bucket {
  /** `connect`: only connect(2) has chosen this port; `explicit`: bind or listen has. */
  use: 'connect' | 'explicit';
  /** The SO_REUSEPORT socket; one that matches it needs no further check: FASTREUSEPORT_STRICT. */
  strict: RuleSocket | undefined;
  /** Where that is cached: every socket has had SO_REUSEADDR, and none has listened: fastreuse. */
  reuseaddr: boolean;
  /** Where that is cached: the user of all sockets, who have had SO_REUSEPORT: FASTREUSEPORT_ANY. */
  reuseportOf: number | undefined;
  /** No bound socket is left, and connect(2) shares the port no more: before Linux 6.18. */
  isLeft: boolean;
  /** Addresses whose sockets were all chosen by connect(2): struct inet_bind2_bucket. */
  readonly addresses: Map<string, 'connect' | 'explicit'>;
}

export const cloneBucket = (b: Bucket): Bucket => ({ ...b, addresses: new Map(b.addresses) });

/** One bucket for 127.0.0.1 and ::ffff:127.0.0.1. */
export const addressKey = (s: Sock): string => unmap(s.address).ip;

const newBucket = (use: Bucket['use']): Bucket => ({
  use,
  strict: undefined,
  reuseaddr: false,
  reuseportOf: undefined,
  isLeft: false,
  addresses: new Map(),
});

/** A successful bind(2) or listen(2): inet_csk_update_fastreuse(). `caches`: before Linux 6.8, the first socket is told. */
export function noteBind(buckets: Map<number, Bucket>, sock: Sock, bound: RuleSocket, caches: boolean): void {
  const known = buckets.get(sock.port);
  const bucket = known ?? newBucket('explicit');
  buckets.set(sock.port, bucket);
  if (caches) noteOptions(bucket, bound, known === undefined);
  else noteStrict(bucket, bound);
  bucket.use = 'explicit';
  bucket.addresses.set(addressKey(sock), 'explicit');
}

function noteStrict(bucket: Bucket, bound: RuleSocket): void {
  if (!bound.reuseport) bucket.strict = undefined;
  else if (!strictCovers(bucket, bound)) bucket.strict = bound;
}

function noteOptions(bucket: Bucket, bound: RuleSocket, isFirst: boolean): void {
  const reuses = bound.reuseaddr && bound.state !== 'LISTEN';
  if (isFirst) {
    bucket.reuseaddr = reuses;
    bucket.reuseportOf = bound.reuseport ? bound.uid : undefined;
    return;
  }
  bucket.reuseaddr &&= reuses;
  if (!bound.reuseport) bucket.reuseportOf = undefined;
  else if (bucket.reuseportOf === bound.uid) return;
  else bucket.reuseportOf = undefined;
  noteStrict(bucket, bound);
}

/** Before Linux 6.8: all sockets of the port were bound with what the newcomer has. */
export function optionsCover(bucket: Bucket | undefined, newcomer: RuleSocket, call: Call): boolean {
  if (bucket === undefined) return false;
  const byAddress = bucket.reuseaddr && newcomer.reuseaddr && call === 'bind';
  return byAddress || (newcomer.reuseport && bucket.reuseportOf === newcomer.uid);
}

/** sk_reuseport_match(): the newcomer is let in without a look at the sockets on the port. */
export function strictCovers(bucket: Bucket | undefined, newcomer: RuleSocket): boolean {
  const strict = bucket?.strict;
  if (strict === undefined || !newcomer.reuseport || strict.uid !== newcomer.uid) return false;
  return strict.family === 'inet6' ? coversFromInet6(strict, newcomer) : coversFromInet(strict, newcomer);
}

/** ipv6_rcv_saddr_equal() with a wildcard on the first side only. */
function coversFromInet6(strict: RuleSocket, newcomer: RuleSocket): boolean {
  const isNew4 = newcomer.family === 'inet' || isMapped(newcomer.address);
  if (isMapped(strict.address)) return isNew4 && !newcomer.v6only && coversIpv4(strict.address, newcomer.address);
  if (isAny(strict.address)) return !(strict.v6only && isNew4);
  return !isNew4 && strict.address.ip === newcomer.address.ip;
}

/** ipv4_rcv_saddr_equal(): a dual-stack `::` has the IPv4 address 0.0.0.0 in it. */
function coversFromInet(strict: RuleSocket, newcomer: RuleSocket): boolean {
  if (newcomer.v6only) return false;
  if (newcomer.address.ip === '::') return isAny(strict.address);
  return coversIpv4(strict.address, newcomer.address);
}

function coversIpv4(strict: Address, newcomer: Address): boolean {
  const a = unmap(strict);
  return isAny(a) || a.ip === unmap(newcomer).ip;
}

/** connect(2) has chosen the port: __inet_hash_connect(). */
export function noteConnect(buckets: Map<number, Bucket>, sock: Sock): void {
  const bucket = buckets.get(sock.port) ?? newBucket('connect');
  buckets.set(sock.port, bucket);
  const key = addressKey(sock);
  if (!bucket.addresses.has(key)) bucket.addresses.set(key, 'connect');
}

/** A socket came to the port by other ways: an accepted connection, or a new address of a bound socket. */
export function noteArrival(buckets: Map<number, Bucket>, sock: Sock): void {
  const bucket = buckets.get(sock.port) ?? newBucket('explicit');
  buckets.set(sock.port, bucket);
  const key = addressKey(sock);
  if (!bucket.addresses.has(key)) bucket.addresses.set(key, sock.connectBound ? 'connect' : 'explicit');
}

interface Departure {
  readonly port: number;
  readonly key: string;
  readonly rest: readonly Sock[];
  readonly keeps: boolean;
}

/**
 * A socket left `port` at `key`; `rest` are those that stay: inet_bind2_bucket_destroy(), inet_bind_bucket_destroy().
 * `keeps`: before Linux 6.18 the port stays what it was.
 */
export function noteDeparture(buckets: Map<number, Bucket>, { port, key, rest, keeps }: Departure): void {
  const bucket = buckets.get(port);
  if (bucket === undefined) return;
  if (rest.length === 0) {
    buckets.delete(port);
    return;
  }
  noteAddressLeft(bucket, key, rest);
  if ([...bucket.addresses.values()].some((use) => use === 'explicit')) return;
  bucket.isLeft = keeps;
  if (keeps) return;
  bucket.use = 'connect';
  bucket.strict = undefined;
}

/** A socket of the port left the address `key`: inet_bind2_bucket_destroy() alone, as inet_bhash2_update_saddr() calls it. */
export function noteAddressLeft(bucket: Bucket, key: string, rest: readonly Sock[]): void {
  const there = rest.filter((s) => addressKey(s) === key);
  if (there.length === 0) bucket.addresses.delete(key);
  else if (there.every((s) => s.connectBound)) bucket.addresses.set(key, 'connect');
}

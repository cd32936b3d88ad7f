import { isOrphan } from '../../model/host.ts';
import { outcomeErrno } from '../../model/outcome.ts';
import { ownerInShort } from './words.ts';
import type { Section } from '../sections/view.ts';
import { count } from '../text/text.ts';

/** What gets a listener onto a port that somebody's socket keeps from it; undefined where nothing is in the way. */
export function remedyInWords({ alone, holders: port }: Section): string | undefined {
  const inTheWay = alone.some((one) => outcomeErrno(one.outcome) === 'EADDRINUSE');
  if (port === undefined || port.holders.length === 0 || !inTheWay) return undefined;
  const holder = port.holders.find((socket) => !isOrphan(socket));
  const free = alone.filter((one) => one.outcome === 'ok').map((one) => one.address);
  const elsewhere = free.length === 0 ? 'another port' : `${anyOf(free)}, free on this port, or another port`;
  if (holder !== undefined) {
    const owner = ownerInShort(holder);
    return `take ${elsewhere}, or stop ${owner === '' ? 'what holds it' : owner}`;
  }
  const seconds = Math.ceil(Math.max(...port.holders.map((socket) => socket.expires ?? 0)));
  const wait = seconds > 0 ? `wait ${seconds} s` : 'wait';
  return `${wait}, or take ${elsewhere}; no wait where the server that left this and the next both set SO_REUSEADDR`;
}

/** Up to this many addresses are named. */
const NAMED = 3;

const anyOf = (addresses: readonly string[]): string =>
  addresses.length <= NAMED
    ? addresses.join(' or ')
    : `${addresses.slice(0, NAMED - 1).join(', ')} or one of ${count(addresses.length - NAMED + 1)} more`;

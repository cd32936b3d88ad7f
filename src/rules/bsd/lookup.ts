import { type Address, type Family, formatAddress, isAny, isMapped, unmap } from '../../model/address.ts';
import { isConnected, type RuleSocket } from '../rule-socket.ts';

/** Which of the kernel's lookups came upon a socket. */
export type Lookup =
  /** The best match, whatever the options: its owner is compared. */
  | 'owner'
  /** The one that may refuse the newcomer. */
  | 'rival'
  /** On the port, but no lookup stopped at it. */
  | 'passed';

/** A socket on the port, as a lookup of bind() sees it. */
export interface LookedUpSocket extends RuleSocket {
  readonly lookup: Lookup;
  /** The address family of the table that was searched. */
  readonly table: Family;
}

/** How a member of the family compares an IPv6 socket with IPv4 ones. */
export interface Tables {
  /**
   * What a dual-stack `::` that is there already is to an IPv4 newcomer: 0.0.0.0 itself; a wildcard, yet never the same
   * address, and without a look at its owner; nothing.
   */
  readonly old: 'any4' | 'wildcard' | 'nothing';
  /** What a dual-stack `::` as the newcomer is to IPv4 sockets. */
  readonly newcomer: 'any4' | 'nothing';
  /** INP_LOOKUP_MAPPED_PCB_COST: how much worse a match an IPv6 socket is in the IPv4 table. */
  readonly mappedCost: number;
}

/**
 * The sockets that bind(2) asks about, each marked with the lookup that found it; all others follow as passed.
 * Source: in_pcblookup_local() and in6_pcblookup_local(), which 4.4BSD handed down to all four.
 */
export function searchPort(
  tables: Tables,
  newcomer: RuleSocket,
  olds: readonly RuleSocket[],
): readonly LookedUpSocket[] {
  const newestFirst = olds.toReversed();
  // PRIV_NETINET_REUSEPORT: for root the owner of the port does not count.
  const kinds: Lookup[] = newcomer.uid === 0 ? ['rival'] : ['owner', 'rival'];
  const found = kinds.flatMap((lookup) =>
    viewsOf(tables, newcomer).flatMap(([table, address]) => {
      const wild = lookup === 'owner' || !mayShare(newcomer);
      const origin = best(entriesOf(tables, newestFirst, table, lookup), address, wild);
      return origin === undefined ? [] : [{ ...origin, lookup, table, origin }];
    }),
  );
  const rivals = new Set(found.filter((f) => f.lookup === 'rival').map((f) => f.origin));
  const passed = newestFirst.filter((old) => !rivals.has(old));
  return [...found, ...passed.map((old): LookedUpSocket => ({ ...old, lookup: 'passed', table: newcomer.family }))];
}

/** With one of the options only a socket on the same address is looked for. */
export const mayShare = (p: RuleSocket): boolean => p.reuseaddr || p.reuseport;

export const isLookedUp = (p: RuleSocket): p is LookedUpSocket => 'lookup' in p;

/** The table of the family that a socket belongs to. */
export const tableOf = (p: RuleSocket): Family => (p.family === 'inet' || isMapped(p.address) ? 'inet' : 'inet6');

const isDualStack = (p: RuleSocket): boolean => p.address.ip === '::' && !p.v6only;

/** The address under which a socket stands in the table of a family; the zone belongs to it (KAME embeds it). */
type View = readonly [table: Family, address: Address];

/** Own table first, as in6_pcbbind() does. */
function viewsOf(tables: Tables, p: RuleSocket): readonly View[] {
  if (tableOf(p) === 'inet') return [['inet', unmap(p.address)]];
  const six: View = ['inet6', p.address];
  return isDualStack(p) && tables.newcomer === 'any4' ? [six, ['inet', ANY4]] : [six];
}

const ANY4: Address = { family: 'inet', ip: '0.0.0.0' };

interface TableEntry {
  readonly old: RuleSocket;
  readonly address: Address;
  readonly cost: number;
  /** Never the same address, even where it is ANY beside ANY. */
  readonly neverExact: boolean;
}

function entriesOf(tables: Tables, olds: readonly RuleSocket[], table: Family, lookup: Lookup): readonly TableEntry[] {
  const isWildcard = tables.old === 'wildcard';
  return olds.flatMap((old) => {
    if (table === tableOf(old)) return [{ old, address: unmap(old.address), cost: 0, neverExact: false }];
    if (table === 'inet6' || tables.old === 'nothing' || !isDualStack(old)) return [];
    return isWildcard && lookup === 'owner'
      ? []
      : [{ old, address: ANY4, cost: tables.mappedCost, neverExact: isWildcard }];
  });
}

/** Without wildcards an unconnected socket on the same address; with them the match with fewest wildcards, the newest of equals. */
function best(all: readonly TableEntry[], address: Address, wild: boolean): RuleSocket | undefined {
  const scored = all.flatMap((c) => {
    const isSame = formatAddress(c.address) === formatAddress(address);
    if (!isSame && !isAny(c.address) && !isAny(address)) return [];
    const wildcards = (isSame && !c.neverExact ? 0 : 1) + (isConnected(c.old) ? 1 : 0);
    return wild || wildcards === 0 ? [{ old: c.old, cost: wildcards + c.cost }] : [];
  });
  return scored.toSorted((a, b) => a.cost - b.cost)[0]?.old;
}

import { type Address, unmap } from '../model/address.ts';
import { addressKind } from './address-kinds.ts';
import type { RuleEnvironment } from './environment.ts';

/** More than any rule counts sockets to. */
const STARTED = 12;

/**
 * A list of addresses without those whose listeners fare like that of a neighbour. Of neighbours of one kind, each of them in
 * the list once, the first dozen and the last stay: the others meet, in the same order, sockets that no rule can tell from
 * those that the twelfth meets, and are met by none that does not rather meet the first or the last.
 */
export interface ShortList {
  /** The places of those that stay. */
  readonly kept: readonly number[];
  /** For each place of the whole list, where in `kept` the address is that it is like: itself, where it stays. */
  readonly like: Int32Array;
}

/** `from`: the first place that may be left out. */
export function shortList(env: RuleEnvironment, addresses: readonly Address[], from: number): ShortList {
  const times = timesOfIp(addresses);
  const kindAt = (place: number) => {
    const address = addresses[place];
    if (address === undefined || place < from || times.get(unmap(address).ip) !== 1) return undefined;
    const kind = addressKind(env, address);
    return kind.isOrdinary ? kind : undefined;
  };
  const kept: number[] = [];
  const like = new Int32Array(addresses.length);
  for (let place = 0; place < addresses.length; ) {
    const kind = kindAt(place);
    let end = place + 1;
    while (kind !== undefined && kindAt(end) === kind) end++;
    for (let i = place; i < end; i++) {
      if (i - place < STARTED || i === end - 1) kept.push(i);
      like[i] = kept.length - 1;
    }
    place = end;
  }
  return { kept, like };
}

function timesOfIp(addresses: readonly Address[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const address of addresses) {
    const { ip } = unmap(address);
    times.set(ip, (times.get(ip) ?? 0) + 1);
  }
  return times;
}

import { type Address, addressBytes } from '../../model/address.ts';
import type { AddressState } from '../../model/host.ts';
import { readText } from './files.ts';

/** linux/if_addr.h; the first that is set decides. An optimistic address (IFA_F_OPTIMISTIC) can be bound, RFC 4429. */
const FLAGS: readonly (readonly [number, AddressState])[] = [
  [0x08, 'dadfailed'],
  [0x40, 'tentative'],
  [0x20, 'deprecated'],
];
const IFA_F_OPTIMISTIC = 0x04;

/**
 * The state of each IPv6 address, from /proc/net/if_inet6 (columns: address, index, prefix, scope, flags, name).
 * IPv4 has no duplicate address detection in the kernel, so its addresses are always `ok`; so is every
 * address if the file cannot be read.
 */
export function readAddressStates(path = '/proc/net/if_inet6'): (address: Address, name: string) => AddressState {
  const states = parseAddressStates(readText(path) ?? '');
  return (address, name) => {
    if (states.size === 0 || address.family === 'inet') return 'ok';
    return states.get(`${Buffer.from(addressBytes(address)).toString('hex')} ${name}`) ?? 'ok';
  };
}

/** Those that are not `ok`, by `HEX-ADDRESS INTERFACE`. */
export function parseAddressStates(text: string): Map<string, AddressState> {
  const states = new Map<string, AddressState>();
  for (const line of text.split('\n')) {
    const [address, , , , flagsText, name] = line.trim().split(/\s+/);
    if (address === undefined || flagsText === undefined || name === undefined) continue;
    const state = stateOfFlags(Number.parseInt(flagsText, 16));
    if (state !== 'ok') states.set(`${address} ${name}`, state);
  }
  return states;
}

function stateOfFlags(flags: number): AddressState {
  for (const [flag, state] of FLAGS) {
    if ((flags & flag) !== 0 && !(state === 'tentative' && (flags & IFA_F_OPTIMISTIC) !== 0)) return state;
  }
  return 'ok';
}

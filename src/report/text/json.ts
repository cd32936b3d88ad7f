import { formatAddress, type SocketAddress } from '../../model/address.ts';
import type { HeldSocket, LocalAddress } from '../../model/host.ts';

/** `"name": VALUE,` and a line break: one member of an object that is written in pieces. */
export const member = (name: string, value: unknown): string => `"${name}": ${JSON.stringify(value)},\n`;

/** An array with one element a line. */
export function* list(name: string, items: Iterable<unknown>): Generator<string> {
  yield `"${name}": [`;
  let first = true;
  for (const item of items) {
    yield `${first ? '\n' : ',\n'}${JSON.stringify(item)}`;
    first = false;
  }
  yield first ? '],\n' : '\n],\n';
}

/** An address is text in every document, with its zone where it has one. */
export const localAddressJson = ({ address, ...rest }: LocalAddress) => ({
  address: formatAddress(address),
  family: address.family,
  ...rest,
});

export const socketAddressJson = (one: SocketAddress) => ({ ...one, address: formatAddress(one.address) });

export const heldSocketJson = ({ address, peer, ...rest }: HeldSocket) => ({
  ...rest,
  address: formatAddress(address),
  ...(peer === undefined ? {} : { peer: socketAddressJson(peer) }),
});

/** I-JSON (RFC 7493 2.1): half a character, which jq 1.6 refuses, is replaced. */
export const iJson = (value: unknown, indent = 0): string =>
  JSON.stringify(value, (_key, one: unknown) => (typeof one === 'string' ? wellFormed(one) : one), indent);

export const wellFormed = (text: string): string =>
  /[\ud800-\udfff]/.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text;

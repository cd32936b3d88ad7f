import { type Address, formatAddress } from '../../model/address.ts';

/** A value that `savePort` or `saveLocal` kept; a port alone has no address. */
export interface Saved {
  readonly port: number;
  readonly address?: Address;
}

/** Saved ports and local ends by name: they share one name space. */
export type SavedNames = ReadonlyMap<string, Saved>;

/** The value of `$P`; undefined if no step saved it. */
export const savedNamed = (saved: SavedNames, reference: string): Saved | undefined => saved.get(reference.slice(1));

/** The address of `$C` as text; undefined if no step saved one. */
export function savedAddress(saved: SavedNames, reference: string): string | undefined {
  const address = savedNamed(saved, reference)?.address;
  return address === undefined ? undefined : formatAddress(address);
}

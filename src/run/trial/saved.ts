import { type Address, formatAddress } from '../../model/address.ts';

/** What `savePort` and `saveLocal` kept; a port alone has no address. */
export interface Saved {
  readonly port: number;
  readonly address?: Address;
}

/** Ports and local ends share one name space. */
export type SavedNames = ReadonlyMap<string, Saved>;

/** What `$P` stands for; undefined where no step saved it. */
export const savedNamed = (saved: SavedNames, reference: string): Saved | undefined => saved.get(reference.slice(1));

/** The address that `$C` stands for, as it is written. */
export function savedAddress(saved: SavedNames, reference: string): string | undefined {
  const address = savedNamed(saved, reference)?.address;
  return address === undefined ? undefined : formatAddress(address);
}

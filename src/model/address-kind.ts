import { type Address, isAny, isMapped } from './address.ts';

/** The family and role of an address: addresses of different kinds are never told of as one. */
export type AddressKind = 'any4' | 'any6' | 'inet' | 'inet6' | 'mapped';
export const ADDRESS_KINDS: readonly AddressKind[] = ['any4', 'any6', 'inet', 'inet6', 'mapped'];

export function kindOf(address: Address): AddressKind {
  if (isAny(address)) return address.family === 'inet' ? 'any4' : 'any6';
  return isMapped(address) ? 'mapped' : address.family;
}

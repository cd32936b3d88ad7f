import type { AddressState } from '../../model/host.ts';

/** linux/if_addr.h; the first that is set decides. An optimistic address (IFA_F_OPTIMISTIC) can be bound, RFC 4429. */
const FLAGS: readonly (readonly [number, AddressState])[] = [
  [0x08, 'dadfailed'],
  [0x40, 'tentative'],
  [0x20, 'deprecated'],
];
const IFA_F_OPTIMISTIC = 0x04;

/** The state of an IPv6 address by its flags. IPv4 has no duplicate address detection in the kernel. */
export function stateOfFlags(flags: number): AddressState {
  for (const [flag, state] of FLAGS) {
    if ((flags & flag) !== 0 && !(state === 'tentative' && (flags & IFA_F_OPTIMISTIC) !== 0)) return state;
  }
  return 'ok';
}

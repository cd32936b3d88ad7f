import type { Namespace } from './evidence.ts';
import type { LocalAddress, Unread } from './host.ts';

/** Something besides the sockets on the port that decides about a bind, could have decided, or will decide later. */
export type Factor =
  | {
      readonly id: 'privilege';
      readonly role: FactorRole;
      readonly port: number;
      readonly below: number;
      readonly capable: boolean;
      /** CAP_NET_BIND_SERVICE is there, but of a user namespace that does not own this network namespace. */
      readonly idle?: true;
      /** What could not be read: `capable` or `below` are what is usual. */
      readonly unread?: readonly Unread[];
    }
  | {
      readonly id: 'address';
      readonly role: FactorRole;
      readonly state: AddressFactor;
      readonly local?: LocalAddress;
      /** other-vrf: that of the address; absent: it is in none, and the listener is in one. */
      readonly vrf?: string;
      readonly waived?: Waiver;
    }
  | {
      readonly id: 'ipv6';
      readonly role: FactorRole;
      readonly sockets: boolean;
      readonly disabledOn: readonly string[];
    }
  | { readonly id: 'bindv6only'; readonly role: FactorRole; readonly dualStack: boolean; readonly byOption: boolean }
  | { readonly id: 'time-wait'; readonly role: FactorRole; readonly count: number; readonly seconds: number }
  | {
      readonly id: 'ephemeral';
      readonly role: FactorRole;
      readonly range: readonly [number, number];
      readonly reserved: boolean;
    }
  | {
      readonly id: 'vrf';
      readonly role: FactorRole;
      readonly vrf?: string;
      readonly others: readonly string[];
      readonly shared: boolean;
    }
  | { readonly id: 'device'; readonly role: FactorRole; readonly own?: string; readonly devices: readonly string[] }
  | { readonly id: 'namespace'; readonly role: FactorRole; readonly namespace: Namespace }
  | { readonly id: 'unseen'; readonly role: FactorRole; readonly refused?: string };

/** Whether it refuses the bind, does not, or is only worth knowing. */
export type FactorRole = 'cause' | 'not the cause' | 'note';
export type AddressFactor = 'any' | 'local' | 'group' | 'tentative' | 'dadfailed' | 'absent' | 'other-vrf' | 'unrouted';
export type Waiver = 'IP_FREEBIND' | 'net.ipv4.ip_nonlocal_bind' | 'net.ipv6.ip_nonlocal_bind';

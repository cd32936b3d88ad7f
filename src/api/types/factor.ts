import type { NetworkNamespace } from './why-answer.ts';
import type { AddressState, LinkState } from './words.ts';

/** Whether something refuses the bind, does not, or is to be known all the same. */
export type FactorRole = 'cause' | 'not the cause' | 'note';

/** Something beside the sockets that decides, could have decided, or is to be known. */
export type Factor =
  | {
      readonly id: 'privilege';
      /** Cause: it refuses the bind; note: something to know all the same. */
      readonly role: FactorRole;
      readonly port: number;
      /** net.ipv4.ip_unprivileged_port_start. */
      readonly below: number;
      readonly capable: boolean;
      /** CAP_NET_BIND_SERVICE is there, in a user namespace where it does not count. */
      readonly idle?: true | undefined;
      /** What could not be read: `capable` or `below` are what is usual. */
      readonly unread?: readonly ('capabilities' | 'sysctls')[] | undefined;
    }
  | {
      readonly id: 'address';
      /** Cause: it refuses the bind; note: something to know all the same. */
      readonly role: FactorRole;
      /**
       * group: a multicast or broadcast address, which every host may bind; other-vrf: the host has it, but not where the
       * listener is; unrouted: it is on an interface, and the table local has no route to it.
       */
      readonly state: 'any' | 'local' | 'group' | 'tentative' | 'dadfailed' | 'absent' | 'other-vrf' | 'unrouted';
      readonly local?:
        | {
            readonly address: string;
            readonly interface: string;
            /** Length in bits. */
            readonly prefix: number;
            readonly state: AddressState;
            readonly link: LinkState;
          }
        | undefined;
      /** other-vrf: the VRF of the address; absent: it is in none. */
      readonly vrf?: string | undefined;
      /** What lets it be bound all the same. */
      readonly waived?: 'IP_FREEBIND' | 'net.ipv4.ip_nonlocal_bind' | 'net.ipv6.ip_nonlocal_bind' | undefined;
    }
  | {
      readonly id: 'ipv6';
      /** Cause: it refuses the bind; note: something to know all the same. */
      readonly role: FactorRole;
      /** Whether AF_INET6 sockets exist. */
      readonly sockets: boolean;
      /** Interfaces whose net.ipv6.conf.NAME.disable_ipv6 is 1. */
      readonly disabledOn: readonly string[];
    }
  | {
      readonly id: 'bindv6only';
      /** Cause: it refuses the bind; note: something to know all the same. */
      readonly role: FactorRole;
      readonly dualStack: boolean;
      /** By IPV6_V6ONLY; false: by net.ipv6.bindv6only. */
      readonly byOption: boolean;
    }
  | {
      readonly id: 'time-wait';
      /** Cause: it refuses the bind; note: something to know all the same. */
      readonly role: FactorRole;
      readonly count: number;
      /** Until the kernel forgets the last of them. */
      readonly seconds: number;
    }
  | {
      readonly id: 'ephemeral';
      /** Cause: it refuses the bind; note: something to know all the same. */
      readonly role: FactorRole;
      /** net.ipv4.ip_local_port_range. */
      readonly range: readonly [number, number];
      /** By net.ipv4.ip_local_reserved_ports. */
      readonly reserved: boolean;
    }
  | {
      readonly id: 'vrf';
      /** Cause: it refuses the bind; note: something to know all the same. */
      readonly role: FactorRole;
      /** The listener's own. */
      readonly vrf?: string | undefined;
      readonly others: readonly string[];
      /** Whether sockets of all of them are compared. */
      readonly shared: boolean;
    }
  | {
      readonly id: 'device';
      /** Cause: it refuses the bind; note: something to know all the same. */
      readonly role: FactorRole;
      /** The listener's own. */
      readonly own?: string | undefined;
      /** Those of the sockets in the way. */
      readonly devices: readonly string[];
    }
  | {
      readonly id: 'namespace';
      /** Cause: it refuses the bind; note: something to know all the same. */
      readonly role: FactorRole;
      readonly namespace: NetworkNamespace;
    }
  | {
      readonly id: 'unseen';
      /** Cause: it refuses the bind; note: something to know all the same. */
      readonly role: FactorRole;
      /** The errno with which sock_diag(7) was refused. */
      readonly refused?: string | undefined;
    };

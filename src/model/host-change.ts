import { formatAddress } from './address.ts';
import { type AddressState, formatBound, type HeldSocket, type Interface, type LocalAddress } from './host.ts';

/** What became of a host while something was tried on it. */
export type HostChange =
  | { readonly kind: 'address-came' | 'address-went'; readonly address: LocalAddress }
  | { readonly kind: 'address-state'; readonly address: LocalAddress; readonly now: AddressState }
  | {
      readonly kind: 'link';
      readonly interface: string;
      readonly before: Interface['link'];
      readonly now: Interface['link'] | 'gone';
    }
  | { readonly kind: 'socket-came' | 'socket-went'; readonly socket: HeldSocket }
  | { readonly kind: 'sysctl'; readonly name: string; readonly before: string; readonly now: string };

/** `192.0.2.2 of eth0 went`, `fd00::7 of d1: tentative before, ok now`, `tcp 0.0.0.0:80 LISTEN came` */
export function changeText(change: HostChange): string {
  switch (change.kind) {
    case 'address-came':
      return `${placeText(change.address)} came`;
    case 'address-went':
      return `${placeText(change.address)} went`;
    case 'address-state':
      return `${placeText(change.address)}: ${beforeAndNow(change.address.state, change.now)}`;
    case 'link':
      return `the link of ${change.interface}: ${beforeAndNow(change.before, change.now)}`;
    case 'socket-came':
      return `${socketText(change.socket)} came`;
    case 'socket-went':
      return `${socketText(change.socket)} went`;
    case 'sysctl':
      return `${change.name}: ${beforeAndNow(change.before, change.now)}`;
  }
}

const beforeAndNow = (before: string, now: string): string => `${before} before, ${now} now`;

const placeText = ({ address, interface: name }: LocalAddress): string => `${formatAddress(address)} of ${name}`;

const socketText = (socket: HeldSocket): string => `${socket.protocol} ${formatBound(socket)} ${socket.state}`;

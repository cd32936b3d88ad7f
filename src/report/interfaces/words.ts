import { formatAddress } from '../../model/address.ts';
import type { AddressState, Interface, LocalAddress } from '../../model/host.ts';

/** An address's prefix follows its zone (RFC 4007 11.7). */
export const addressWithPrefix = ({ address, prefix }: LocalAddress): string => `${formatAddress(address)}/${prefix}`;

/** `wired, up, default route, MTU 1500, 1000 Mbit/s full duplex, DHCP` */
export function linkInWords(link: Interface): string {
  const parts = [
    link.loopback ? 'loopback' : (link.type ?? ''),
    link.virtual === true && !link.loopback ? 'virtual' : '',
    LINKS[link.link],
    link.default === true ? 'default route' : '',
    link.mtu === undefined ? '' : `MTU ${link.mtu}`,
    link.speed === undefined || link.speed <= 0
      ? ''
      : `${link.speed} Mbit/s${link.duplex === undefined || link.duplex === '' ? '' : ` ${link.duplex} duplex`}`,
    link.dhcp === true ? 'DHCP' : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

const LINKS: Readonly<Record<LocalAddress['link'], string>> = { up: 'up', 'no-carrier': 'no carrier', down: 'down' };

const STATES: Readonly<Record<AddressState, string>> = {
  ok: '',
  tentative: 'tentative: cannot be bound yet',
  dadfailed: 'duplicate: cannot be bound',
  deprecated: 'deprecated: binds all the same',
};

const LINK_MARKS: Readonly<Record<LocalAddress['link'], string>> = {
  up: '',
  'no-carrier': 'no carrier: binds all the same',
  down: 'link down: binds all the same',
};

/** What is unusual about an address: empty for an ordinary one. A state that forbids bind(2) says so instead of the link's. */
export function addressMark({ state, link }: LocalAddress): string {
  const unbindable = state === 'tentative' || state === 'dadfailed';
  return [STATES[state], unbindable ? '' : LINK_MARKS[link]].filter((mark) => mark !== '').join('; ');
}

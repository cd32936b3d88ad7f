import { parseAddress } from '../../src/model/address.ts';
import type { AddressState, Interface, LocalAddress } from '../../src/model/host.ts';

/** What `ip -json address` prints of a link, see ip-address(8). */
export interface IpLink {
  readonly ifindex: number;
  readonly ifname: string;
  readonly flags: readonly string[];
  readonly mtu: number;
  readonly addr_info: readonly IpAddress[];
}

interface IpAddress {
  readonly family: 'inet' | 'inet6';
  readonly local: string;
  readonly prefixlen: number;
  readonly scope: string;
  readonly label?: string;
  readonly tentative?: boolean;
  readonly dadfailed?: boolean;
  readonly deprecated?: boolean;
}

/** The same, in the words of the model. */
export const expectedInterfaces = (links: readonly IpLink[]): Interface[] =>
  links.map((link) => ({
    name: link.ifname,
    index: link.ifindex,
    link: stateOf(link),
    loopback: link.flags.includes('LOOPBACK'),
    mtu: link.mtu,
  }));

export const expectedAddresses = (links: readonly IpLink[]): LocalAddress[] =>
  links.flatMap((link) =>
    link.addr_info.map((info) => ({
      address: parsed(info.scope === 'link' && info.family === 'inet6' ? `${info.local}%${link.ifname}` : info.local),
      interface: link.ifname,
      prefix: info.prefixlen,
      state: addressState(info),
      link: stateOf(link),
    })),
  );

const stateOf = ({ flags }: IpLink): Interface['link'] =>
  !flags.includes('UP') ? 'down' : flags.includes('NO-CARRIER') ? 'no-carrier' : 'up';

function addressState(info: IpAddress): AddressState {
  if (info.dadfailed) return 'dadfailed';
  if (info.tentative) return 'tentative';
  return info.deprecated && info.family === 'inet6' ? 'deprecated' : 'ok';
}

function parsed(text: string): LocalAddress['address'] {
  const address = parseAddress(text);
  if (!address.ok) throw new Error(address.error.message);
  return address.value;
}

import type { Host, Interface, LocalAddress } from '../../model/host.ts';

/** What `interfaces` shows of a host. */
export type HostView = Pick<Host, 'facts' | 'interfaces' | 'addresses'>;

export const addressesOf = (host: HostView, link: Interface): LocalAddress[] =>
  host.addresses.filter((one) => one.interface === link.name);

import type { Interface } from '../model/host.ts';

/** netdevice(7) */
const IFF_UP = 0x1;
const IFF_RUNNING = 0x40;

/** What the flags of an interface say of its link. */
export const linkState = (flags: number): Interface['link'] =>
  (flags & IFF_UP) === 0 ? 'down' : (flags & IFF_RUNNING) === 0 ? 'no-carrier' : 'up';

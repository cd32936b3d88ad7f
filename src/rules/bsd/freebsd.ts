import { isConnected } from '../rule-socket.ts';
import { bsdSet } from './set.ts';

/** FreeBSD main of 2025, with in_pcbbind_avail(); 13.x tests the same in in_pcbbind_setup(). */
export const FREEBSD = bsdSet({
  os: 'freebsd',
  name: 'FreeBSD',
  source: 'in_pcbbind_avail(), sys/netinet/in_pcb.c, and in6_pcbbind_avail(), sys/netinet6/in6_pcb.c, main 2025',
  // INP_LOOKUP_MAPPED_PCB_COST
  tables: { old: 'any4', newcomer: 'any4', mappedCost: 3 },
  // net.inet6.ip6.v6only is 1, ip6(4).
  v6only: true,
  // in_pcblookup_hash_locked(): local_wild before local_wild_mapped.
  ipv4First: true,
  otherUser: {
    sentence: 'Where the best match belongs to another user, only root may share its port, whatever the options.',
    condition: "not root, the best overlapping socket is another user's and, with TCP, not connected",
    refuses: (_newcomer, old) => old.protocol === 'udp' || !isConnected(old),
  },
});

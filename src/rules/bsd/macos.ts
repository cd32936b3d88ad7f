import { isAny } from '../../model/address.ts';
import type { RuleSocket } from '../rule-socket.ts';
import type { LookedUpSocket } from './lookup.ts';
import { bsdSet } from './set.ts';

/** XNU 11417.101.15, macOS 15. */
export const MACOS = bsdSet({
  os: 'macos',
  name: 'macOS',
  source: 'in_pcbbind(), bsd/netinet/in_pcb.c, and in6_pcbbind(), bsd/netinet6/in6_pcb.c, XNU 11417.101.15',
  tables: { old: 'any4', newcomer: 'any4', mappedCost: 0 },
  v6only: false,
  // in_pcblookup_hash(): local_wild before local_wild_mapped.
  ipv4First: true,
  anyPortsFree: true,
  otherUser: {
    sentence:
      "Where the best match, even a mere connection, is another user's, only root may share the port, unless both are on ANY.",
    condition:
      "not root, the best overlapping socket is another user's; not ANY beside ANY (IPv6: only if the old one has SO_REUSEPORT)",
    refuses: refusesUser,
  },
});

/** Three tests, as in the source: an IPv6 table, the IPv4 table asked by a dual-stack ::, and by IPv4 itself. */
function refusesUser(newcomer: RuleSocket, old: LookedUpSocket): boolean {
  const bothAny = isAny(newcomer.address) && isAny(old.address);
  if (old.table === 'inet6') return !(bothAny && old.reuseport);
  if (newcomer.family === 'inet6') return !old.reuseport && (!isAny(old.address) || old.family === 'inet6');
  return !bothAny;
}

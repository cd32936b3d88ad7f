import type { SourcedProblem } from '../../model/flow-problem.ts';
import type { Assumption, GatheredHost } from '../../model/gathered-host.ts';
import type { AddressState, Interface, LocalAddress } from '../../model/host.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { lacksIpv6, readLocalAddress, USUAL_LOCALHOST } from './addresses.ts';
import { entryOf, isRecord, type JsonDocument, type JsonRecord, listOf, textOf } from './document.ts';

/** Whether a document is what `ip -j addr` or `ip -j link` prints. */
export const isIpList = ({ value }: JsonDocument): boolean =>
  Array.isArray(value) && value.some((one) => isRecord(one) && textOf(one, 'ifname') !== undefined);

const ASSUMED: readonly Assumption[] = ['kernel', 'sysctls', 'listeners', 'localhost', 'uid'];

/** What `ip -j addr` prints, ip-address(8): every address, with the state of it and of its link. */
export function readIpAddr(document: JsonDocument): Result<GatheredHost, SourcedProblem> {
  // Older ones print {} for what a filter leaves out.
  const links = (document.value as readonly unknown[]).map((one) => (isRecord(one) ? one : {}));
  if (!links.some((one) => entryOf(one, 'addr_info') !== undefined))
    return err(
      document.problemAt([], { message: 'it has links without their addresses', hint: 'write "ip -j addr" into it' }),
    );
  const interfaces: Interface[] = [];
  const addresses: LocalAddress[] = [];
  for (const [i, one] of links.entries()) {
    const name = textOf(one, 'ifname');
    if (name === undefined) continue;
    const link = linkOf(one, name);
    interfaces.push(link);
    for (const [j, info] of listOf(one, 'addr_info').entries()) {
      if (!isRecord(info) || entryOf(info, 'local') === undefined) continue;
      const read = readLocalAddress(
        { text: entryOf(info, 'local'), prefix: entryOf(info, 'prefixlen'), state: stateOf(info) },
        link,
      );
      if (!read.ok) return err(document.problemAt([i, 'addr_info', j], read.error));
      addresses.push(read.value);
    }
  }
  const assumed = [...ASSUMED, ...(lacksIpv6(addresses) ? (['ipv6'] as const) : [])];
  const facts = { os: 'linux', hostname: '', kernel: '', uid: 0, capabilities: [], netns: '', sysctls: {} };
  const host = { facts, interfaces, addresses, ipv6: true };
  return ok({ shape: 'ip -j addr', host, held: [], localhost: USUAL_LOCALHOST, assumed });
}

function linkOf(one: JsonRecord, name: string): Interface {
  const flags = listOf(one, 'flags');
  const index = Number(entryOf(one, 'ifindex'));
  return {
    name,
    index: Number.isInteger(index) ? index : 0,
    link: !flags.includes('UP') ? 'down' : flags.includes('LOWER_UP') ? 'up' : 'no-carrier',
    loopback: flags.includes('LOOPBACK'),
  };
}

/** IFA_F_DADFAILED, IFA_F_TENTATIVE and IFA_F_DEPRECATED; an optimistic address can be bound (RFC 4429). */
function stateOf(info: JsonRecord): AddressState {
  const has = (flag: string): boolean => entryOf(info, flag) === true;
  if (has('dadfailed')) return 'dadfailed';
  if (has('tentative') && !has('optimistic')) return 'tentative';
  return has('deprecated') ? 'deprecated' : 'ok';
}

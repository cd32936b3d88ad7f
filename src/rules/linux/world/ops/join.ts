import { type Address, parseAddress } from '../../../../model/address.ts';
import { refused } from '../../../../model/outcome.ts';
import type { LinuxRuleId } from '../../rule-id.ts';
import { failed, ok, type Play, type StepOf, unknown } from '../branch.ts';
import { socketOf } from '../open-socket.ts';
import type { Sock } from '../sock.ts';
import { type State, sameIp } from '../state.ts';

type MembershipStep = StepOf<'join' | 'leave'>;

/** IP_ADD_MEMBERSHIP and IPV6_JOIN_GROUP, or the leaving of the group: ip_mc_join_group(), ipv6_sock_mc_join(). */
export const join: Play<'join' | 'leave'> = (state, step) => {
  const opened = socketOf(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  const group = parseAddress(step.group);
  if (!group.ok) return unknown(state);
  const refusal = refusalOf(state, sock, step, group.value);
  if (refusal !== undefined) return failed(state, refused(step.op, refusal[0]), refusal[1], sock);
  const others = sock.memberships.filter((m) => !isOf(m, step, group.value));
  if (step.op === 'leave') {
    sock.memberships = others;
    return ok(state, 'linux.left', sock);
  }
  sock.memberships = [{ group: group.value, device: step.interface }, ...others];
  return ok(state, 'linux.joined', sock);
};

const isOf = (m: Sock['memberships'][number], step: MembershipStep, group: Address): boolean =>
  sameIp(m.group, group) && m.device === step.interface;

function refusalOf(
  state: State,
  sock: Sock,
  step: MembershipStep,
  group: Address,
): readonly [errno: string, rule: LinuxRuleId] | undefined {
  if (sock.multipath) return ['ENOPROTOOPT', 'linux.mptcp-has-no-groups'];
  if (group.family === 'inet6' && sock.family === 'inet') return ['ENOPROTOOPT', 'linux.v6only-needs-inet6'];
  if (sock.protocol === 'tcp') return ['EPROTO', 'linux.multicast-needs-datagrams'];
  const isMember = sock.memberships.some((m) => isOf(m, step, group));
  if (step.op === 'leave') return isMember ? undefined : ['EADDRNOTAVAIL', 'linux.not-joined'];
  if (!state.env.zones.has(step.interface)) return ['ENODEV', 'linux.no-device-to-join'];
  return isMember ? ['EADDRINUSE', 'linux.joined-already'] : undefined;
}

import { isMulticast, type SocketAddress } from '../../../model/address.ts';
import { refused } from '../../../model/outcome.ts';
import type { CallFacts, Obstacle, RefusableOp } from '../call-rule.ts';
import { type Branch, failed, NOTHING, unknown } from './branch.ts';
import { type Route, route } from './route.ts';
import type { Sock } from './sock.ts';
import type { State } from './state.ts';

/** One call of a trial, about to be made on one socket. */
export interface CallContext extends CallFacts {
  readonly state: State;
  readonly sock: Sock;
  /** The way to where the call goes. */
  readonly route?: Route;
}

/** A call that goes to `to`, with the route that the kernel finds. */
export function callTo(state: State, sock: Sock, op: RefusableOp, to: SocketAddress): CallContext {
  const way = route(state, sock, to.address);
  return { state, sock, op, to, route: way, obstacle: obstacleOf(sock, to, way) };
}

/** Why no packet goes that way. */
function obstacleOf(sock: Sock, to: SocketAddress, way: Route): Obstacle | undefined {
  const isIpv6Group = to.address.family === 'inet6' && isMulticast(to.address);
  if (sock.protocol === 'tcp' && (way.kind === 'group' || isIpv6Group)) return 'stream-to-group';
  if (way.kind === 'refused') return way.obstacle;
  return way.kind === 'group' && way.broadcast && !sock.broadcast ? 'broadcast-needs-option' : undefined;
}

/** The branch of the first rule that refuses the call. */
export function refusalOf(call: CallContext): Branch[] | undefined {
  const { state, sock, op } = call;
  const rule = state.rules.calls.find(
    (r) => r.ops.includes(op) && (r.protocol ?? sock.protocol) === sock.protocol && r.applies(call),
  );
  return rule && failed(state, refused(op, rule.decision), rule.id, sock);
}

/** A call that finds an obstacle is refused by some rule: where that rule is missing, nothing is foreseen. */
export const withoutRoute = ({ state, obstacle, to }: CallContext): Branch[] =>
  obstacle !== undefined || to === undefined
    ? [{ outcome: NOTHING, rule: 'linux.beyond-the-rules', state }]
    : unknown(state);

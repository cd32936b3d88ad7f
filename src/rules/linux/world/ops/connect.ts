import { isMapped } from '../../../../model/address.ts';
import { OK } from '../../../../model/outcome.ts';
import { sameStep } from '../../../../model/step-outcome.ts';
import { type Branch, type Play, unknown } from '../branch.ts';
import { type CallContext, callTo, refusalOf, withoutRoute } from '../call-context.ts';
import { connectAgain, IN_PROGRESS } from '../connecting.ts';
import { connectDatagram } from '../datagram.ts';
import { isMultipath } from '../descriptors.ts';
import { establish } from '../handshake.ts';
import { socketOf } from '../open-socket.ts';
import { targetOf } from '../references.ts';
import type { Sight } from '../sight.ts';

/** connect(2) */
export const connect: Play<'connect'> = (state, step, seen) => {
  const opened = socketOf(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  const to = targetOf(state, step);
  if (to === undefined || isMultipath(sock)) return unknown(state);
  const waits = step.wait !== false;
  if (sock.phase === 'connecting') return connectAgain(state, sock, waits);
  sock.waits = waits || sock.protocol === 'udp';
  if (!sock.waits && sock.multipath) return unknown(state);
  const call = callTo(state, sock, 'connect', to);
  const branches = sock.protocol === 'udp' ? connectDatagram(call, seen) : connectStream(call, seen);
  for (const branch of branches) {
    const own = branch.state.get(sock.id);
    const hasEnd = branch.outcome === OK || sameStep(branch.outcome, IN_PROGRESS);
    if (!hasEnd || own === undefined || step.saveLocal === undefined) continue;
    branch.state.saved.set(step.saveLocal, { address: own.address, port: own.shownPort });
  }
  return branches;
};

function connectStream(call: CallContext, seen: Sight): Branch[] {
  const { state, sock, route, to } = call;
  const refusal = refusalOf(call);
  if (refusal !== undefined) return refusal;
  if (route?.kind !== 'local' || to === undefined) return withoutRoute(call);
  const isBackToSix = sock.mapped && to.address.family === 'inet6' && !isMapped(to.address);
  return isBackToSix ? unknown(state) : establish(state, sock, route, to.port, seen);
}

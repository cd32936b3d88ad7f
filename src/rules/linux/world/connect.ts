import type { StepObservation } from '../../../model/prediction.ts';
import type { Step } from '../../../model/trial.ts';
import { callerOf, failed, nameIn, refusalOf, socketFor } from './call.ts';
import { type Branch, type CallContext, type Play, unknown, withoutWay } from './context.ts';
import { connectDatagram } from './datagram.ts';
import { establish } from './handshake.ts';
import { route } from './route.ts';

/** connect(2) */
export const playConnect: Play<Extract<Step, { op: 'connect' }>> = (state, step, seen) => {
  const opened = socketFor(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  const to = nameIn(state, step);
  if (to === undefined || sock.phase === 'connecting') return unknown(state);
  const call: CallContext = { state, sock, step, to, route: route(state, sock, to.address), ...callerOf(state, step) };
  const branches = sock.protocol === 'udp' ? connectDatagram(call, seen) : connectStream(call, seen);
  for (const branch of branches) {
    const own = branch.state.get(sock.id);
    if (branch.outcome !== 'ok' || own === undefined || step.saveLocal === undefined) continue;
    branch.state.saved.set(step.saveLocal, { address: own.address, port: own.shownPort });
  }
  return branches;
};

function connectStream(call: CallContext, seen: StepObservation | undefined): Branch[] {
  const { state, sock } = call;
  const refusal = refusalOf(call);
  if (refusal !== undefined) return failed(state, refusal.errno, refusal.id, sock);
  if (call.route === undefined || call.route.kind !== 'local' || call.to === undefined) return withoutWay(call);
  const isBackToSix = sock.mapped && call.to.address.family === 'inet6' && !call.to.address.ip.startsWith('::ffff:');
  if (isBackToSix) return unknown(state);
  return establish(call, call.route, call.to.port, seen);
}

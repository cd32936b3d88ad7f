import { OK, refused } from '../../../../model/outcome.ts';
import { automaticPort, seenPort } from '../automatic-port.ts';
import { type Branch, failed, ok, type Play } from '../branch.ts';
import { noteBind } from '../bucket.ts';
import { refusalOf } from '../call-context.ts';
import { type Automatic, claimPort, joinGroup, savePort } from '../claim-port.ts';
import { socketOf } from '../open-socket.ts';
import { portConflict } from '../port-conflict.ts';
import { describe, ruleSocketOf, type Sock } from '../sock.ts';
import type { State } from '../state.ts';

/** listen(2) */
export const listen: Play<'listen'> = (state, step, seen) => {
  const opened = socketOf(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  const refusal = refusalOf({ state, sock, op: 'listen' });
  if (refusal !== undefined) return refusal;
  const most = Number(state.sysctl('net.core.somaxconn', '4096'));
  sock.backlog = Math.min((step.backlog ?? 128) >>> 0, most);
  if (sock.state === 'LISTEN') {
    savePort(state, sock, step.savePort);
    return ok(state, 'linux.listen-again', sock);
  }
  if (sock.port === 0) return listenUnbound(state, sock, { seen: seenPort(seen), save: step.savePort });
  const attempt = { env: state.env, newcomer: ruleSocketOf(sock), call: 'listen' as const };
  return portConflict(state, sock, attempt).map((branch, i) => {
    const world = i === 0 ? state.clone() : state;
    const own = world.get(sock.id) as Sock;
    if (branch.outcome === OK) {
      noteBind(world.buckets, own, { ...ruleSocketOf(own), state: 'LISTEN' }, world.holds('linux.reuse-cached'));
      startListening(world, own);
      savePort(world, own, step.savePort);
    }
    return { ...branch, state: world, subject: describe(sock) };
  });
};

function listenUnbound(state: State, sock: Sock, { seen, save }: Automatic): Branch[] {
  const failure = state.clone();
  const choice = automaticPort(state, sock, seen);
  const full: Branch[] = choice.mayFail
    ? failed(failure, refused('listen', 'EADDRINUSE'), 'linux.ports-exhausted', sock)
    : [];
  if (choice.port === undefined) return full;
  claimPort(state, sock, choice.port);
  startListening(state, sock);
  savePort(state, sock, save);
  return [...ok(state, 'linux.listen-unbound', sock), ...full];
}

function startListening(state: State, sock: Sock): void {
  sock.state = 'LISTEN';
  joinGroup(state, sock);
  state.enterAddressList(sock);
}

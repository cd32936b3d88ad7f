import type { Step } from '../../../model/trial.ts';
import { automaticPort } from './automatic.ts';
import { noteBind } from './bucket.ts';
import { callerOf, describe, failed, ok, refusalOf, seenPort, socketFor } from './call.ts';
import { contest } from './port-conflict.ts';
import type { Branch, Play } from './context.ts';
import { type Automatic, hold, joinGroup, savePort } from './claim-port.ts';
import { partyOf, type Sock } from './sock.ts';
import type { State } from './state.ts';

/** listen(2) */
export const playListen: Play<Extract<Step, { op: 'listen' }>> = (state, step, seen) => {
  const opened = socketFor(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  const refusal = refusalOf({ state, sock, step, ...callerOf(state, step) });
  if (refusal !== undefined) return failed(state, refusal.errno, refusal.id, sock);
  const most = Number(state.sysctl('net.core.somaxconn', '4096'));
  sock.backlog = Math.min((step.backlog ?? 128) >>> 0, most);
  if (sock.state === 'LISTEN') {
    savePort(state, sock, step.savePort);
    return ok(state, 'linux.listen-again', sock);
  }
  if (sock.port === 0) return listenUnbound(state, sock, { seen: seenPort(seen), save: step.savePort });
  return contest(state, sock, { env: state.env, newcomer: partyOf(sock), call: 'listen' }).map((verdict, i) => {
    const world = i === 0 ? state.clone() : state;
    const own = world.get(sock.id) as Sock;
    if (verdict.outcome === 'ok') {
      noteBind(world.buckets, own, partyOf(own));
      startListening(world, own);
      savePort(world, own, step.savePort);
    }
    return { ...verdict, state: world, subject: describe(sock) };
  });
};

function listenUnbound(state: State, sock: Sock, { seen, save }: Automatic): Branch[] {
  const failure = state.clone();
  const choice = automaticPort(state, sock, seen);
  const full: Branch[] = choice.mayFail ? failed(failure, 'EADDRINUSE', 'linux.ports-exhausted', sock) : [];
  if (choice.port === undefined) return full;
  hold(state, sock, choice.port);
  startListening(state, sock);
  savePort(state, sock, save);
  return [...ok(state, 'linux.listen-unbound', sock), ...full];
}

function startListening(state: State, sock: Sock): void {
  sock.state = 'LISTEN';
  joinGroup(state, sock);
  state.seat(sock);
}

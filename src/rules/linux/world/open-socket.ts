import type { Family } from '../../../model/address.ts';
import { type Call, refused } from '../../../model/outcome.ts';
import type { Opening, Step } from '../../../model/trial.ts';
import { checkAlone } from '../../decide.ts';
import { type Branch, failed } from './branch.ts';
import { addressOf } from './references.ts';
import { ruleSocketOf, type Sock } from './sock.ts';
import { setOptions } from './socket-options.ts';
import type { State } from './state.ts';

type SocketStep = Extract<Step, { readonly socket: string }>;

/** The socket of a step, or how the step ended because it has none. */
export type SocketOrEnd = { readonly sock: Sock } | { readonly ended: Branch[] };

/** The user that makes the call of a step. */
export interface Caller {
  readonly uid: number;
  /** It has the capabilities of root in the namespace. */
  readonly privileged: boolean;
}

export function callerOf(state: State, step: Step): Caller {
  const uid = step.uid ?? state.env.uid;
  return { uid, privileged: state.env.privileged && (uid === state.env.uid || uid === 0) };
}

/** The socket that a step names, opened by it where it says so. */
export function socketOf(state: State, step: SocketStep): SocketOrEnd {
  const open = 'open' in step ? step.open : undefined;
  if (open !== undefined) return openSocket(state, step, open);
  const known = state.named(step.socket);
  return known === undefined ? { ended: notOpen(state, callOf(step.op)) } : { sock: known };
}

/** EBADF: the name stands for no socket, because accept(2) failed before, or the opening. */
export const notOpen = (state: State, call: Call): Branch[] => [
  { outcome: refused(call, 'EBADF'), rule: 'linux.not-open', state },
];

const callOf = (op: SocketStep['op']): Call => (op === 'disconnect' ? 'connect' : op === 'reset' ? 'close' : op);

function openSocket(state: State, step: SocketStep, open: Opening): SocketOrEnd {
  const family = open.family ?? familyOfStep(state, step);
  const { uid, privileged } = callerOf(state, step);
  const sock = state.open(open.protocol ?? 'tcp', family, uid);
  const check = checkAlone(state.rules, { env: state.env, newcomer: ruleSocketOf(sock), call: 'socket' });
  if (check !== undefined) {
    state.remove(sock);
    return { ended: [{ outcome: refused('socket', check.decision), rule: check.id, state }] };
  }
  if (open.mptcp === true) {
    if (state.sysctl('net.mptcp.enabled', '1') === '0' && state.holds('linux.mptcp-disabled')) {
      state.remove(sock);
      return { ended: [{ outcome: refused('socket', 'ENOPROTOOPT'), rule: 'linux.mptcp-disabled', state }] };
    }
    sock.multipath = true;
  }
  sock.name = step.socket;
  const refusal = setOptions(state, sock, open, privileged);
  if (refusal === undefined) return { sock };
  return { ended: failed(state, refused('setsockopt', refusal.errno), refusal.rule, sock) };
}

function familyOfStep(state: State, step: SocketStep): Family {
  if ('group' in step) return addressOf(state, step.group)?.family ?? 'inet';
  if (!('address' in step)) return 'inet';
  return addressOf(state, step.address)?.family ?? 'inet';
}

import { type Address, type Family, formatEndpoint, parseAddress } from '../../../model/address.ts';
import type { StepObservation } from '../../../model/prediction.ts';
import type { AddressRef, Opening, PortRef, Step } from '../../../model/trial.ts';
import type { CallRule, Name } from '../../rule.ts';
import type { Branch, CallContext } from './context.ts';
import { setOptions } from './options.ts';
import type { Sock } from './sock.ts';
import type { State } from './state.ts';

export type SocketStep = Extract<Step, { readonly socket: string }>;

/** Any errno of a call on a name that is not open: accept(2) failed before. */
const NOT_OPEN = 'linux.not-open';

export const ok = (state: State, rule: string, sock?: Sock): Branch[] => [
  { outcome: 'ok', rule, state, ...(sock === undefined ? {} : { subject: describe(sock) }) },
];

export const failed = (state: State, errno: string, rule: string, sock: Sock): Branch[] => [
  { outcome: errno, rule, state, subject: describe(sock) },
];

/** `server (0.0.0.0:50005)`; `a TIME_WAIT entry (127.0.0.1:50005)`. */
export function describe(sock: Sock): string {
  const end = formatEndpoint(sock.address, Math.max(0, sock.port || sock.shownPort));
  if (sock.name !== undefined) return `${sock.name} (${end})`;
  if (sock.state === 'TIME_WAIT') return `a TIME_WAIT entry (${end})`;
  return `a ${sock.state} connection that nobody has open (${end})`;
}

export const callerOf = (state: State, step: Step): { uid: number; privileged: boolean } => {
  const uid = step.uid ?? state.env.uid;
  return { uid, privileged: uid === state.env.uid ? state.env.privileged : uid === 0 && state.env.privileged };
};

/** The socket of a step, opened by it where it says so; or how the opening failed. */
export function socketFor(state: State, step: SocketStep): { readonly sock: Sock } | { readonly ended: Branch[] } {
  const known = state.named(step.socket);
  const open = 'open' in step ? step.open : undefined;
  if (open === undefined)
    return known === undefined ? { ended: [{ outcome: 'EBADF', rule: NOT_OPEN, state }] } : { sock: known };
  return openSocket(state, step, open);
}

function openSocket(
  state: State,
  step: SocketStep,
  open: Opening,
): { readonly sock: Sock } | { readonly ended: Branch[] } {
  const family = open.family ?? familyOfStep(state, step);
  const { uid, privileged } = callerOf(state, step);
  if (family === 'inet6' && !state.env.ipv6 && !state.rules.off.has('linux.family-unsupported')) {
    return { ended: [{ outcome: 'EAFNOSUPPORT', rule: 'linux.family-unsupported', state }] };
  }
  const sock = state.open(open.protocol ?? 'tcp', family, uid);
  sock.name = step.socket;
  const refusal = setOptions(state, sock, open, privileged);
  return refusal === undefined ? { sock } : { ended: failed(state, refusal.errno, refusal.rule, sock) };
}

function familyOfStep(state: State, step: SocketStep): Family {
  if (!('address' in step)) return 'inet';
  return addressOf(state, step.address)?.family ?? 'inet';
}

/** An address as written or saved; undefined where nothing was saved under that name. */
export function addressOf(state: State, ref: AddressRef): Address | undefined {
  if (ref.startsWith('$')) return state.saved.get(ref.slice(1))?.address;
  const parsed = parseAddress(ref);
  return parsed.ok ? parsed.value : undefined;
}

export const portOf = (state: State, ref: PortRef): number | undefined =>
  typeof ref === 'number' ? ref : state.saved.get(ref.slice(1))?.port;

/** The endpoint that a step names. */
export function nameIn(state: State, step: { readonly address: AddressRef; readonly port: PortRef }): Name | undefined {
  const address = addressOf(state, step.address);
  const port = portOf(state, step.port);
  return address === undefined || port === undefined ? undefined : { address, port };
}

/** The first rule that refuses the call. */
export function refusalOf(call: CallContext): CallRule | undefined {
  const { rules } = call.state;
  return rules.calls.find(
    (r) =>
      r.ops.includes(call.step.op) &&
      (r.protocol ?? call.sock.protocol) === call.sock.protocol &&
      !rules.off.has(r.id) &&
      r.applies(call),
  );
}

/** The port that the kernel chose, where the runner saw it; shown also after a connect(2) that was refused. */
export const seenPort = (seen: StepObservation | undefined): number | undefined =>
  seen?.local !== undefined && seen.local.port > 0 ? seen.local.port : undefined;

import { type Call, refused } from '../../../model/outcome.ts';
import type { LinuxRuleId } from '../rule-id.ts';
import { type Branch, failed } from './branch.ts';
import type { Sock } from './sock.ts';
import type { State } from './state.ts';

/** The step waits for as long as it may, and gives up. */
export function waitedInVain(state: State, sock: Sock, call: Call, rule: LinuxRuleId): Branch[] {
  state.pass(state.patience);
  return failed(state, refused(call, 'EAGAIN'), rule, sock);
}

/** sock_error(): the call returns the pending error, which is told once. */
export function pendingError(state: State, sock: Sock, call: Call): Branch[] | undefined {
  const { error } = sock;
  sock.error = undefined;
  return error === undefined ? undefined : failed(state, refused(call, error), 'linux.error-pending', sock);
}

import type { SocketOptions } from '../../../../model/options.ts';
import { refused } from '../../../../model/outcome.ts';
import { failed, ok, type Play } from '../branch.ts';
import { callerOf, socketOf } from '../open-socket.ts';
import { isByDevice } from '../route.ts';
import type { Sock } from '../sock.ts';
import { setOptions } from '../socket-options.ts';
import type { State } from '../state.ts';

/** setsockopt(2): the kernel reads options live, whenever another socket asks for the port. */
export const setsockopt: Play<'setsockopt'> = (state, step) => {
  const opened = socketOf(state, step);
  if ('ended' in opened) return opened.ended;
  const { sock } = opened;
  const refusal = setOptions(state, sock, liveOptions(state, sock, step.set), callerOf(state, step).privileged);
  if (refusal !== undefined) return failed(state, refused('setsockopt', refusal.errno), refusal.rule, sock);
  return ok(state, 'linux.options-read-live', sock).map((b) => (isCutOff(sock) ? { ...b, lost: true } : b));
};

/** A connection on this host, bound to a device that its packets do not come by: they find no socket any more. */
const isCutOff = (sock: Sock): boolean =>
  sock.protocol === 'tcp' && sock.state !== 'CLOSE' && sock.state !== 'LISTEN' && isByDevice(sock);

/** Without the rule the reuse options stay what they were when the socket was bound. */
function liveOptions(state: State, sock: Sock, set: SocketOptions): SocketOptions {
  if (sock.port === 0 || state.holds('linux.options-read-live')) return set;
  const { reuseaddr: _, reuseport: __, ...others } = set;
  return others;
}

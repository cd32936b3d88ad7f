import { platform } from '../libc/platform.ts';
import { ok, type Result } from '../model/result.ts';
import { Sockets } from '../net/socket.ts';

/** The sockets of a run; a problem on a platform without a table of constants. */
export function openSockets(): Result<Sockets> {
  const table = platform();
  return table.ok ? ok(new Sockets(table.value)) : table;
}

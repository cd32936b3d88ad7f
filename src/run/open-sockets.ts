import { platform } from '../libc/platform.ts';
import { ok, type Result } from '../model/result.ts';
import { Sockets } from '../net/socket.ts';

/** What opens the sockets of a run; a problem on a platform that this program does not know. */
export function openSockets(): Result<Sockets> {
  const table = platform();
  return table.ok ? ok(new Sockets(table.value)) : table;
}

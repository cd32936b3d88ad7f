import { platform } from '../../src/libc/platform.ts';
import type { SandboxLayout } from '../../src/model/sandbox.ts';
import { Sockets } from '../../src/net/socket.ts';
import { FreshNamespaces } from '../../src/netns/fresh-namespaces.ts';
import type { Able } from '../setup/where.ts';

const EMPTY: SandboxLayout = { devices: [], loopback: [], sysctls: {} };

/** Whether this thread may enter a network namespace of its own. */
export function canEnter(): Able {
  const namespaces = FreshNamespaces.open();
  if (!namespaces.ok) return namespaces.error.message;
  const entered = namespaces.value.run(EMPTY, () => true);
  namespaces.value.close();
  return entered.ok ? true : `${entered.error.message}: ${entered.error.hint}`;
}

/** Does `act`, which is synchronous, with real sockets in a new network namespace. */
export function inside<T>(act: (sockets: Sockets) => T, layout: Partial<SandboxLayout> = {}): T {
  const table = platform();
  const namespaces = FreshNamespaces.open();
  if (!table.ok || !namespaces.ok) throw new Error('no namespaces here');
  const sockets = new Sockets(table.value);
  try {
    const done = namespaces.value.run({ ...EMPTY, ...layout }, () => act(sockets));
    if (!done.ok) throw new Error(done.error.message);
    return done.value;
  } finally {
    sockets.closeAll();
    namespaces.value.close();
  }
}

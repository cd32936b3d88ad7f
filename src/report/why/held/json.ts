import type { HeldJson } from '../../../contracts/held.ts';
import type { HeldPorts } from '../../../model/why.ts';
import { heldSocketJson } from '../../text/json.ts';

/** `bindmatrix/held@1`: one socket a line, since a host may have many thousands. */
export function* jsonHeldPorts(held: HeldPorts): Generator<string> {
  const { processes, sockets, connections, ...rest } = heldJson(held);
  yield `${JSON.stringify(rest).slice(0, -1)}`;
  yield* list('processes', processes);
  yield* list('sockets', sockets);
  yield* list('connections', connections);
  yield '\n}\n';
}

const heldJson = (held: HeldPorts): HeldJson => ({
  schema: held.schema,
  version: held.version,
  host: held.host,
  namespace: held.namespace,
  sight: held.sight,
  processes: held.processes,
  sockets: held.sockets.map(heldSocketJson),
  connections: held.connections.map(heldSocketJson),
});

/** How many elements are written at once. */
const PIECE = 1000;

/** An array with one element a line, in pieces of many lines. */
function* list(name: string, items: readonly unknown[]): Generator<string> {
  yield `,\n"${name}": [`;
  for (let at = 0; at < items.length; at += PIECE) {
    const lines = items.slice(at, at + PIECE).map((one) => `\n${JSON.stringify(one)}`);
    yield `${at === 0 ? '' : ','}${lines.join(',')}`;
  }
  yield ']';
}

import { formatAddress } from '../../model/address.ts';
import type { HeldSocket } from '../../model/host.ts';
import type { HeldPorts, WhyAnswer } from '../../model/why.ts';

/** `bindmatrix/why@1`: addresses are text, and an owner's details stand once, under `processes`. */
export const jsonWhy = (answer: WhyAnswer): string[] => [`${JSON.stringify(answer, addressesAsText, 2)}\n`];

/** `bindmatrix/held@1`: one socket a line, since a host may have many thousands. */
export function* jsonHeldPorts({ sockets, connections, processes, ...rest }: HeldPorts): Generator<string> {
  yield `${JSON.stringify(rest).slice(0, -1)}`;
  yield* list('processes', processes);
  yield* list('sockets', sockets.map(plain));
  yield* list('connections', connections.map(plain));
  yield '\n}\n';
}

/** An array with one element a line, in pieces. */
function* list(name: string, items: readonly unknown[]): Generator<string> {
  yield `,\n"${name}": [`;
  for (let at = 0; at < items.length; at += PIECE) {
    const lines = items.slice(at, at + PIECE).map((one) => `\n${JSON.stringify(one)}`);
    yield `${at === 0 ? '' : ','}${lines.join(',')}`;
  }
  yield ']';
}

const PIECE = 1000;

const plain = ({ address, peer, ...rest }: HeldSocket): Record<string, unknown> => ({
  ...rest,
  address: formatAddress(address),
  ...(peer === undefined ? {} : { peer: { ...peer, address: formatAddress(peer.address) } }),
});

function addressesAsText(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'ip' in value && 'family' in value
    ? formatAddress(value as HeldSocket['address'])
    : value;
}

import type { HostJson } from '../../contracts/snapshot.ts';
import { type Address, formatAddress } from '../../model/address.ts';
import type { HostSnapshot } from '../../model/host-snapshot.ts';
import { list, localAddressJson, member } from '../text/json.ts';

/** `bindmatrix/host@1`: one thing a line, so that diff(1) shows what changed. */
export function* jsonSnapshot(snapshot: HostSnapshot): Generator<string> {
  const { interfaces, addresses, sockets, ...rest } = snapshotJson(snapshot);
  const members = Object.entries(rest).filter(([, value]) => value !== undefined);
  yield `{\n${members.map(([name, value]) => member(name, value)).join('')}`;
  yield* list('interfaces', interfaces);
  yield* list('addresses', addresses);
  const lines = sockets.map((one) => JSON.stringify(one)).join(',\n');
  yield lines === '' ? '"sockets": []\n}\n' : `"sockets": [\n${lines}\n]\n}\n`;
}

/** `bindmatrix/host@1` as a value. */
export const snapshotJson = ({
  facts,
  localhost,
  addresses,
  sockets,
  localRoutes,
  unrouted,
  ...rest
}: HostSnapshot): HostJson => ({
  schema: 'bindmatrix/host@1',
  version: rest.version,
  host: facts,
  ipv6: rest.ipv6,
  ...(rest.noLocalTable === undefined ? {} : { noLocalTable: rest.noLocalTable }),
  ...(localRoutes === undefined ? {} : { localRoutes: localRoutes.map(written) }),
  ...(unrouted === undefined ? {} : { unrouted: unrouted.map(written) }),
  localhost: localhost.map(formatAddress),
  sight: rest.sight,
  interfaces: rest.interfaces,
  addresses: addresses.map(localAddressJson),
  sockets: sockets.map(({ protocol, address, ...one }) => ({ protocol, address: formatAddress(address), ...one })),
});

const written = <T extends { readonly address: Address }>({ address, ...one }: T) => ({
  ...one,
  address: formatAddress(address),
});

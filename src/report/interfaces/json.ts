import type { InterfacesJson } from '../../contracts/interfaces.ts';
import { list, localAddressJson, member } from '../text/json.ts';
import type { HostView } from './view.ts';

/** The host's interfaces and addresses by the contract `bindmatrix/interfaces@1`, one a line. */
export function* jsonInterfaces(host: HostView): Generator<string> {
  const { schema, interfaces, addresses, ...rest } = documentOf(host);
  yield `{\n"schema": ${JSON.stringify(schema)},\n${member('host', rest.host)}`;
  yield* list('interfaces', interfaces);
  yield `"addresses": [\n${addresses.map((one) => JSON.stringify(one)).join(',\n')}\n]\n}\n`;
}

const documentOf = ({ facts, interfaces, addresses }: HostView): InterfacesJson => ({
  schema: 'bindmatrix/interfaces@1',
  host: facts,
  interfaces,
  addresses: addresses.map(localAddressJson),
});

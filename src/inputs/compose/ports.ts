import { isIPv4, isIPv6 } from 'node:net';
import { formatAddress, parseAddress } from '../../model/address.ts';
import type { ListenLine, Told } from '../../model/service.ts';
import { NO_ADDRESS, portsOf, toldAddress, wrongHost } from '../address-text.ts';
import { type Ports, skip, type Where, wrong } from '../findings.ts';

/** A published port: where it is on the host, and its protocol as it is written. */
export interface Published {
  readonly where: Where;
  /** `tcp`, `udp`, or another in lower case. */
  readonly protocol: string;
  /** The port of the container, or the range of them, as it is written. */
  readonly container: string;
}

/** Equal for the same port of the host and of the container, the `i`th of its range; no address is 0.0.0.0. */
export function portKey({ told, port }: ListenLine, protocol: string, container: string, i: number): string {
  const host = told.kind === 'address' ? formatAddress(told.address) : '0.0.0.0';
  return `${host} ${port} ${protocol} ${(portsOf(container)?.first ?? 0) + i}`;
}

const NO_HOST_PORT = 'it names no port of the host: Docker chooses one';

/** The short form: `[[IP:]HOST[-HOST]:]CONTAINER[-CONTAINER][/PROTOCOL]`. */
export function shortPort(text: string): Published {
  const slash = text.indexOf('/');
  const protocol = slash < 0 ? 'tcp' : text.slice(slash + 1).toLowerCase();
  const parts = (slash < 0 ? text : text.slice(0, slash)).split(':');
  const container = parts.pop() ?? '';
  const host = parts.pop();
  return { where: published(parts.join(':'), host, container), protocol, container };
}

/** The long form; `host` is `published`, `container` is `target`. */
export function published(ip: string, host: string | undefined, container: string): Where {
  const inside = portsOf(container);
  if (inside === undefined) return wrong(`"${container}" is not a port of the container`, 'write 80, or 8000-8002');
  const told = toldOf(ip);
  if (told === undefined) return wrongHost(ip);
  // Port 0 is any port to Docker as well.
  if (host === undefined || host === '' || /^0+$/.test(host)) return skip(NO_HOST_PORT);
  const ports = portsOf(host);
  if (ports === undefined) return wrong(`"${host}" is not a port of the host`, 'write 80, or 8000-8002');
  return sameLength(told, ports, inside);
}

/** Ranges are as long as each other; of several host ports for one of the container Docker takes a free one. */
function sameLength(told: Told, ports: Ports, inside: Ports): Where {
  const [outer, inner] = [ports, inside].map(({ first, last }) => last - first + 1);
  if (outer === inner) return { kind: 'ports', told, ports };
  if (inner === 1) return skip('several ports of the host for one of the container: Docker takes a free one');
  return wrong(`${outer} ports of the host for ${inner} of the container`, 'write ranges of the same length');
}

function toldOf(ip: string): Told | undefined {
  if (ip === '') return NO_ADDRESS;
  const bare = /^\[(.*)\]$/.exec(ip)?.[1] ?? ip;
  const address = isIPv4(ip) || isIPv6(bare) ? parseAddress(bare) : undefined;
  return address?.ok === true ? toldAddress(address.value) : undefined;
}

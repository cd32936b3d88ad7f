import { isIPv6 } from 'node:net';
import type { Told } from '../../model/service.ts';
import { hostOf, portOf } from '../address-text.ts';

/** What ListenAddress names: a host, with a port or without. */
export interface ListenAddress {
  readonly told: Told;
  readonly port?: number;
}

/** `192.0.2.2`, `192.0.2.2:22`, `::1`, `[::1]`, `[::1]:22`, `localhost:22` (sshd_config(5)); undefined if it is none. */
export function listenAddress(text: string): ListenAddress | undefined {
  if (isIPv6(text)) return without(text);
  const ipv6 = /^\[([^\]]*)\](?::([^:]*))?$/.exec(text);
  if (ipv6) return ported(ipv6[1] ?? '', ipv6[2]);
  const colon = text.indexOf(':');
  return colon < 0 ? without(text) : ported(text.slice(0, colon), text.slice(colon + 1));
}

function without(host: string): ListenAddress | undefined {
  const told = hostOf(host);
  return told === undefined ? undefined : { told };
}

function ported(host: string, text: string | undefined): ListenAddress | undefined {
  if (text === undefined) return without(host);
  const [told, port] = [hostOf(host), portOf(text)];
  return told === undefined || port === undefined ? undefined : { told, port };
}

import { formatAddress, formatSocketAddress } from '../../../model/address.ts';
import type { HoldingProcess } from '../../../model/evidence.ts';
import type { Listener } from '../../../model/listener.ts';
import type { ServerName } from '../../../model/server.ts';

/** What a server can be told of a listener. */
export type Setting = 'address' | 'v6only' | 'reuseport' | 'freebind';

type Words = Readonly<Partial<Record<Setting, (listener: Pick<Listener, 'protocol' | 'address' | 'port'>) => string>>>;

/** A setting as the configuration of a server writes it; what is absent a server has no setting for. */
const SETTINGS: Readonly<Partial<Record<ServerName, Words>>> = {
  apache: { address: (at) => `Listen ${formatSocketAddress(at)}` },
  haproxy: {
    address: (at) => `bind ${formatSocketAddress(at)}`,
    v6only: (at) => `bind ${formatSocketAddress(at)} v6only`,
  },
  nginx: {
    address: (at) => `listen ${formatSocketAddress(at)};`,
    v6only: (at) => `listen ${formatSocketAddress(at)} ipv6only=on;`,
    reuseport: (at) => `listen ${formatSocketAddress(at)} reuseport;`,
  },
  node: { v6only: () => 'ipv6Only: true', reuseport: () => 'reusePort: true' },
  redis: { address: ({ address }) => `bind ${formatAddress(address)}` },
  sshd: { address: (at) => `ListenAddress ${formatSocketAddress(at)}` },
  systemd: {
    address: (at) => `${at.protocol === 'tcp' ? 'ListenStream' : 'ListenDatagram'}=${formatSocketAddress(at)}`,
    v6only: () => 'BindIPv6Only=ipv6-only',
    reuseport: () => 'ReusePort=yes',
    freebind: () => 'FreeBind=yes',
  },
};

/** ` (nginx: listen [::]:80 ipv6only=on;)`; empty where the server, or a setting of it, is not known. */
export function settingInWords(
  server: ServerName | undefined,
  setting: Setting,
  at: Parameters<NonNullable<Words[Setting]>>[0],
): string {
  const words = server === undefined ? undefined : SETTINGS[server]?.[setting];
  return words === undefined ? '' : ` (${server}: ${words(at)})`;
}

const COMMANDS: Readonly<Record<string, ServerName>> = {
  apache2: 'apache',
  haproxy: 'haproxy',
  httpd: 'apache',
  nginx: 'nginx',
  node: 'node',
  'redis-server': 'redis',
  sshd: 'sshd',
  systemd: 'systemd',
};

/** The server that a process is, by its command. */
export const serverOf = (process: HoldingProcess | undefined): ServerName | undefined =>
  process === undefined ? undefined : COMMANDS[process.command];

import type { HostJson } from '../../../src/contracts/snapshot.ts';

/** A host with nginx on every address and sshd on one, as root sees it. */
export const WEB: HostJson = {
  schema: 'bindmatrix/host@1',
  version: '0.1.0',
  host: {
    os: 'linux',
    hostname: 'web-1',
    kernel: '6.1.0-18-amd64',
    kernelBuild: '#1 SMP Debian 6.1.76-1',
    sysctls: { 'net.ipv6.bindv6only': '0', 'net.ipv4.ip_local_port_range': '32768 60999' },
  },
  ipv6: true,
  localhost: ['::1', '127.0.0.1'],
  sight: { uid: 0, boundOnly: true },
  interfaces: [
    { name: 'lo', index: 1, link: 'up', loopback: true, mtu: 65536 },
    { name: 'eth0', index: 2, link: 'up', loopback: false, mtu: 1500 },
  ],
  addresses: [
    { address: '127.0.0.1', family: 'inet', interface: 'lo', prefix: 8, state: 'ok', link: 'up' },
    { address: '::1', family: 'inet6', interface: 'lo', prefix: 128, state: 'ok', link: 'up' },
    { address: '192.0.2.10', family: 'inet', interface: 'eth0', prefix: 24, state: 'ok', link: 'up' },
    { address: 'fe80::1%eth0', family: 'inet6', interface: 'eth0', prefix: 64, state: 'ok', link: 'up' },
  ],
  sockets: [
    {
      protocol: 'tcp',
      address: '0.0.0.0',
      port: 80,
      state: 'LISTEN',
      uid: 0,
      reuseaddr: true,
      reuseport: false,
      backlog: 511,
      owners: [
        { command: 'nginx', uid: 0, user: 'root' },
        { command: 'nginx', uid: 33, user: 'www-data' },
      ],
      unknown: [],
    },
    {
      protocol: 'tcp',
      address: '192.0.2.10',
      port: 22,
      state: 'LISTEN',
      uid: 0,
      reuseaddr: true,
      reuseport: false,
      backlog: 128,
      owners: [{ command: 'sshd', uid: 0, user: 'root' }],
      unknown: [],
    },
  ],
};

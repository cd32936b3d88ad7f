import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readEndpoints, readPasted } from '../../../src/config/endpoint/pasted.ts';
import type { WrittenEndpoint } from '../../../src/config/endpoint/written-endpoint.ts';
import { formatEndpoint } from '../../../src/model/address.ts';
import { NAMES } from './names.ts';

/** `tcp [::]:80 v6only=false`, and the server that wrote it. */
function shown({ protocol, address, port, device, v6only, server }: WrittenEndpoint): string {
  const more = [device && `%${device}`, v6only !== undefined && `v6only=${v6only}`, server];
  return [protocol ?? '-', formatEndpoint(address, port), ...more].filter((one) => one).join(' ');
}

const read = (text: string): string => {
  const found = readPasted(text, NAMES);
  return found.ok ? shown(found.value) : found.error.message;
};

describe('a line of a table of sockets', () => {
  test.each([
    // ss -tlnp, -tulnp, -ulnp, -tlp
    ['LISTEN 0      511          0.0.0.0:80        0.0.0.0:*    users:(("nginx",pid=812,fd=6))', 'tcp 0.0.0.0:80'],
    [
      'LISTEN 0      511                *:80              *:*    users:(("node",pid=8,fd=18))',
      'tcp [::]:80 v6only=false',
    ],
    ['LISTEN 0      128             [::]:22           [::]:*', 'tcp [::]:22'],
    ['tcp   LISTEN 0      4096   127.0.0.53%lo:53   0.0.0.0:*', 'tcp 127.0.0.53:53 %lo'],
    ['udp   UNCONN 0      0      127.0.0.53%lo:53   0.0.0.0:*', 'udp 127.0.0.53:53 %lo'],
    [
      'UNCONN 0      0      [fe80::a00:27ff:fe4e:66a1]%enp0s3:546   [::]:*',
      'udp [fe80::a00:27ff:fe4e:66a1%enp0s3]:546',
    ],
    ['UNCONN 0      0      0.0.0.0%eth0:68   0.0.0.0:*', 'udp 0.0.0.0:68 %eth0'],
    ['LISTEN 0      511          0.0.0.0:http      0.0.0.0:*', 'tcp 0.0.0.0:80'],
    ['ESTAB  0      0      192.0.2.2:22   192.0.2.9:51234', 'tcp 192.0.2.2:22'],
    ['TIME-WAIT 0 0 127.0.0.1:8080 127.0.0.1:40000', 'tcp 127.0.0.1:8080'],
    // netstat -tulnp, and of BSD
    ['tcp        0      0 0.0.0.0:22     0.0.0.0:*   LISTEN      812/sshd: /usr/sbin', 'tcp 0.0.0.0:22'],
    ['tcp6       0      0 :::80          :::*        LISTEN      -', 'tcp [::]:80'],
    ['tcp6       0      0 ::1:631        :::*        LISTEN      700/cupsd', 'tcp [::1]:631'],
    ['tcp6       0      0 2001:db8::1:53 :::*        LISTEN      9/named', 'tcp [2001:db8::1]:53'],
    ['udp        0      0 0.0.0.0:68     0.0.0.0:*               600/dhclient', 'udp 0.0.0.0:68'],
    ['udp6       0      0 :::546         :::*                    600/dhclient', 'udp [::]:546'],
    ['tcp4       0      0  127.0.0.1.631     *.*      LISTEN', 'tcp 127.0.0.1:631'],
    ['tcp46      0      0  *.3000            *.*      LISTEN', 'tcp [::]:3000 v6only=false'],
    ['tcp4       0      0  *.80              *.*      LISTEN', 'tcp 0.0.0.0:80'],
    ['tcp6       0      0  ::1.631           *.*      LISTEN', 'tcp [::1]:631'],
    // lsof -i, -i -P
    ['nginx   812 root    6u  IPv4  12345      0t0  TCP *:80 (LISTEN)', 'tcp 0.0.0.0:80'],
    ['nginx   812 root    6u  IPv4  12345      0t0  TCP *:http (LISTEN)', 'tcp 0.0.0.0:80'],
    ['node     8 bob    18u  IPv6 0x1f2e3d      0t0  TCP *:3000 (LISTEN)', 'tcp [::]:3000'],
    ['postgres 9 pg      5u  IPv4  77      0t0  TCP localhost:postgresql (LISTEN)', 'tcp 127.0.0.1:5432'],
    ['systemd-r 5 sys   12u  IPv4  88      0t0  UDP 127.0.0.53:domain ', 'udp 127.0.0.53:53'],
    ['ssh     10 bob     3u  IPv4  99      0t0  TCP 192.0.2.2:22->192.0.2.9:51234 (ESTABLISHED)', 'tcp 192.0.2.2:22'],
    ['cupsd   11 root    6u  IPv6  66      0t0  TCP [::1]:631 (LISTEN)', 'tcp [::1]:631'],
  ])('%s', (line, endpoint) => expect(read(line)).toBe(endpoint));
});

describe('a message of', () => {
  test.each([
    ['nginx', 'nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)', '- 0.0.0.0:80 nginx'],
    ['nginx', '2026/01/02 03:04:05 [emerg] 12#12: bind() to [::]:443 failed (98: Unknown error)', '- [::]:443 nginx'],
    [
      'nginx',
      'Jan 02 03:04:05 web nginx[9]: nginx: [emerg] bind() to 192.0.2.9:80 failed (99: Cannot assign requested address)',
      '- 192.0.2.9:80 nginx',
    ],
    ['node', 'Error: listen EADDRINUSE: address already in use :::3000', '- [::]:3000 v6only=false node'],
    ['node', 'Error: listen EADDRINUSE :::3000', '- [::]:3000 v6only=false node'],
    ['node', 'Error: listen EACCES: permission denied 0.0.0.0:80', '- 0.0.0.0:80 node'],
    ['node', 'Error: bind EADDRINUSE 0.0.0.0:5353', 'udp 0.0.0.0:5353 node'],
    [
      'node',
      "  code: 'EADDRINUSE',\n  errno: -98,\n  syscall: 'listen',\n  address: '::1',\n  port: 3000\n}",
      '- [::1]:3000 v6only=false node',
    ],
    ['Go', '2026/01/02 03:04:05 listen tcp :8080: bind: address already in use', 'tcp [::]:8080 v6only=false go'],
    ['Go', 'listen tcp 0.0.0.0:80: bind: permission denied', 'tcp [::]:80 v6only=false go'],
    ['Go', 'listen tcp4 0.0.0.0:80: bind: permission denied', 'tcp 0.0.0.0:80 go'],
    ['Go', 'listen tcp6 [::]:80: bind: address already in use', 'tcp [::]:80 v6only=true go'],
    ['Go', 'listen udp 127.0.0.1:53: bind: address already in use', 'udp 127.0.0.1:53 go'],
    ['Go', 'panic: listen tcp 192.0.2.9:80: bind: cannot assign requested address', 'tcp 192.0.2.9:80 go'],
    [
      'Docker',
      'Error response from daemon: driver failed programming external connectivity on endpoint web (0a1b): Bind for 0.0.0.0:8080 failed: port is already allocated',
      '- 0.0.0.0:8080 docker',
    ],
    [
      'Docker',
      'Error starting userland proxy: listen tcp4 0.0.0.0:80: bind: address already in use',
      'tcp 0.0.0.0:80 docker',
    ],
    [
      'Docker',
      'failed to bind host port for 0.0.0.0:80:172.17.0.2:80/tcp: address already in use',
      'tcp 0.0.0.0:80 docker',
    ],
    ['Docker', 'failed to bind host port 0.0.0.0:53/udp: address already in use', 'udp 0.0.0.0:53 docker'],
    ['Java', 'Web server failed to start. Port 8080 was already in use.', '- [::]:8080 v6only=false java'],
    ['Java', 'java.io.IOException: Failed to bind to /0.0.0.0:8080', '- [::]:8080 v6only=false java'],
    ['Java', 'java.io.IOException: Failed to bind to localhost/127.0.0.1:9200', '- 127.0.0.1:9200 java'],
    ['Java', 'java.net.BindException: Address already in use: /0:0:0:0:0:0:0:0:9092', '- [::]:9092 v6only=false java'],
    ['Java', 'java.net.BindException: Address already in use <null>:8080', '- [::]:8080 v6only=false java'],
    [
      'Python',
      "OSError: [Errno 98] error while attempting to bind on address ('127.0.0.1', 8000): address already in use",
      '- 127.0.0.1:8000 python',
    ],
    [
      'Python',
      "[Errno 98] error while attempting to bind on address ('::', 8000, 0, 0): address already in use",
      '- [::]:8000 v6only=true python',
    ],
    ['Python', "[2026-01-02 03:04:05 +0000] [7] [ERROR] Connection in use: ('0.0.0.0', 8000)", '- 0.0.0.0:8000 python'],
    ['Python', 'Address already in use\nPort 5000 is in use by another program.', '- 0.0.0.0:5000'],
    [
      'haproxy',
      '[ALERT] (12) : Binding [/etc/haproxy/haproxy.cfg:10] for frontend web: cannot bind socket (Address already in use) for [0.0.0.0:80]',
      '- 0.0.0.0:80 haproxy',
    ],
    ['haproxy', '[ALERT] 1/0 (9) : Starting frontend web: cannot bind socket [:::80]', '- [::]:80 haproxy'],
    [
      'haproxy',
      '[ALERT] (9) : Starting frontend web: cannot bind socket (Address already in use) [2001:db8::1:80]',
      '- [2001:db8::1]:80 haproxy',
    ],
    [
      'Apache',
      '(98)Address already in use: AH00072: make_sock: could not bind to address [::]:80',
      '- [::]:80 v6only=false apache',
    ],
    [
      'Apache',
      '(13)Permission denied: AH00072: make_sock: could not bind to address 0.0.0.0:80',
      '- 0.0.0.0:80 apache',
    ],
    [
      'redis',
      '9:M 02 Jan 2026 03:04:05.678 # Warning: Could not create server TCP listening socket *:6379: bind: Address already in use',
      'tcp 0.0.0.0:6379 redis',
    ],
    [
      'redis',
      '# Warning: Could not create server TCP listening socket ::1:6379: bind: Cannot assign requested address',
      'tcp [::1]:6379 v6only=true redis',
    ],
    [
      'redis',
      '# Warning: Could not create server TCP listening socket 127.0.0.1:6379: bind: Address already in use',
      'tcp 127.0.0.1:6379 redis',
    ],
    ['sshd', 'error: Bind to port 22 on 0.0.0.0 failed: Address already in use.', '- 0.0.0.0:22 sshd'],
    [
      'sshd',
      'Jan  2 03:04:05 h sshd[9]: error: Bind to port 2222 on :: failed: Address already in use.',
      '- [::]:2222 v6only=true sshd',
    ],
    ['ssh', 'bind [127.0.0.1]:8080: Address already in use', '- 127.0.0.1:8080'],
    ['systemd', 'web.socket: Failed to create listening socket ([::]:80): Address already in use', '- [::]:80 systemd'],
    ['Ruby', 'Address already in use - bind(2) for "127.0.0.1" port 3000 (Errno::EADDRINUSE)', '- 127.0.0.1:3000'],
    ['PHP', 'Failed to listen on localhost:8000 (reason: Address already in use)', '- 127.0.0.1:8000'],
    [
      'php-fpm',
      "ERROR: unable to bind listening socket for address '127.0.0.1:9000': Address already in use (98)",
      '- 127.0.0.1:9000',
    ],
    ['dnsmasq', 'dnsmasq: failed to create listening socket for port 53: Address already in use', '- 0.0.0.0:53'],
    ['MariaDB', '[ERROR] Do you already have another mysqld server running on port: 3306 ?', '- 0.0.0.0:3306'],
    ['memcached', 'failed to listen on TCP port 11211: Address already in use', 'tcp 0.0.0.0:11211'],
    [
      'PostgreSQL',
      'LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\nHINT:  Is another postmaster already running on port 5432?',
      '- 0.0.0.0:5432',
    ],
    ['BIND', 'could not listen on UDP socket: 127.0.0.1#53: address in use', 'udp 127.0.0.1:53'],
    [
      'socat',
      '2026/01/02 03:04:05 socat[9] E bind(5, {AF=2 0.0.0.0:8080}, 16): Address already in use',
      '- 0.0.0.0:8080',
    ],
    [
      'strace',
      'bind(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("0.0.0.0")}, 16) = -1 EADDRINUSE (Address already in use)',
      '- 0.0.0.0:80',
    ],
    [
      'strace',
      'bind(3, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "::", &sin6_addr), sin6_scope_id=0}, 28) = -1 EADDRINUSE',
      '- [::]:80',
    ],
    ['envoy', "cannot bind '0.0.0.0:10000': Address already in use", '- 0.0.0.0:10000'],
  ])('%s: %s', (_, line, endpoint) => expect(read(line)).toBe(endpoint));

  test.each([
    ['OSError: [Errno 98] Address already in use', 'no line in it names a port'],
    ['nginx: configuration file /etc/nginx/nginx.conf test is successful', 'no line in it names a port'],
    ['nginx: [emerg] bind() to unix:/run/web.sock failed (98: Address already in use)', 'no line in it names a port'],
    ['Jan 02 03:04:05 host systemd[1]: web.service: Failed with result 12:34:56', 'no line in it names a port'],
    ['', 'it is empty'],
  ])('nobody knows which endpoint: %j', (line, complaint) => expect(read(line)).toBe(complaint));

  test('the first line that tells of a failure is read, of several', () => {
    const log = ['listening on 127.0.0.1:9000', 'bind() to 0.0.0.0:80 failed (98: Address already in use)', 'bye'];
    expect(read(log.join('\n'))).toBe('- 0.0.0.0:80 nginx');
  });
});

describe('readEndpoints', () => {
  const all = (...operands: string[]): string[] | string => {
    const found = readEndpoints(operands, NAMES);
    return found.ok ? found.value.map(shown) : found.error.message;
  };

  test('keeps the order of several', () => {
    expect(all('80', '[::]:80', '443/udp')).toEqual(['- 0.0.0.0:80', '- [::]:80', 'udp 0.0.0.0:443']);
  });

  test('joins the words of a line that was not quoted', () => {
    expect(all('LISTEN', '0', '511', '*:80', '*:*')).toEqual(['tcp [::]:80 v6only=false']);
    expect(all('listen', 'tcp', ':8080:', 'bind:', 'address', 'already', 'in', 'use')).toEqual([
      'tcp [::]:8080 v6only=false go',
    ]);
  });

  test('names the first that is none', () => {
    expect(all('80', 'eighty')).toBe('"eighty" is not an endpoint: "eighty" is not a port');
  });
});

describe('any', () => {
  const port = fc.integer({ min: 1, max: 65_535 });
  const address = fc.oneof(fc.ipV4(), fc.ipV6());
  const written = (ip: string, number: number): string => (ip.includes(':') ? `[${ip}]:${number}` : `${ip}:${number}`);

  test('endpoint is found again in the lines of ss, nginx and Go', () => {
    fc.assert(
      fc.property(address, port, (ip, number) => {
        const at = written(ip, number);
        const expected = {
          address: expect.objectContaining({ family: ip.includes(':') ? 'inet6' : 'inet' }),
          port: number,
        };
        for (const line of [
          `LISTEN 0 511 ${at} 0.0.0.0:* users:(("x",pid=1,fd=2))`,
          `nginx: [emerg] bind() to ${at} failed (98: Address already in use)`,
          `listen tcp${ip.includes(':') ? '6' : '4'} ${at}: bind: address already in use`,
        ])
          expect(readPasted(line, NAMES)).toMatchObject({ ok: true, value: expected });
      }),
    );
  });

  test('text is read, or refused with a message, in little time', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0:.*[]%a /()#-"\'') })), (text) => {
        const found = readPasted(text, NAMES);
        if (!found.ok) expect(found.error.message).not.toBe('');
      }),
    );
    const start = performance.now();
    readPasted(':0.'.repeat(20_000), NAMES);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

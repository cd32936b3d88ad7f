import { describe, expect, it } from 'vitest';
import { ok, problem } from '../../src/model/result.ts';
import type { IncludedFile, IncludeReader } from '../../src/model/service.ts';
import { reading, sockets } from './reading.ts';

const socket = (lines: string): string[] => sockets('systemd', `[Socket]\n${lines}\n`);

describe('a setting of a .socket unit', () => {
  it.each([
    ['ListenStream=22', ['f:2:14 *:22/tcp']],
    ['ListenStream = 22 ', ['f:2:16 *:22/tcp']],
    ['ListenStream=0.0.0.0:80', ['f:2:14 0.0.0.0:80/tcp']],
    ['ListenDatagram=[::1]:53', ['f:2:16 [::1]:53/udp']],
    ['ListenStream=[fe80::1]:80%%eth0', ['f:2:14 [fe80::1%eth0]:80/tcp']],
    ['ListenStream=[2001:db8::1]:80%%eth0', ['f:2:14 [2001:db8::1]:80/tcp']],
    ['ListenStream=10.0.0.1:80%%eth0', ['f:2:14 10.0.0.1:80/tcp']],
    ['ListenStream=0x50\nListenStream=+81', ['f:2:14 *:80/tcp', 'f:3:14 *:81/tcp']],
    // As the unit of gpsd in Debian has it.
    ['BindIPv6Only=yes\nListenStream=[::1]:2947', ['f:3:14 [::1]:2947/tcp BindIPv6Only=ipv6-only']],
    ['BindIPv6Only=no\nListenStream=80', ['f:3:14 *:80/tcp BindIPv6Only=both']],
    [
      'ListenStream=[fe80::1]:80%%2',
      ['- f:2:14 ListenStream=[fe80::1]:80%%2: only the host knows which interface has that number'],
    ],
    [
      'ListenStream=[fe80::1]:80%lo',
      ['- f:2:14 ListenStream=[fe80::1]:80%lo: only systemd knows the value of a specifier'],
    ],
    ['BindIPv6Only=both\nListenStream=80', ['f:3:14 *:80/tcp BindIPv6Only=both']],
    ['ListenStream=80\nBindIPv6Only=ipv6-only', ['f:2:14 *:80/tcp BindIPv6Only=ipv6-only']],
    ['BindIPv6Only=both\nBindIPv6Only=default\nListenStream=80', ['f:4:14 *:80/tcp']],
    [
      'ReusePort=yes\nFreeBind=true\nTransparent=1\nListenStream=80',
      ['f:5:14 *:80/tcp ReusePort FreeBind Transparent'],
    ],
    ['ReusePort=yes\nReusePort=no\nListenStream=80', ['f:4:14 *:80/tcp']],
    ['BindToDevice=eth0\nListenStream=80', ['f:3:14 *:80/tcp BindToDevice=eth0']],
    ['SocketProtocol=mptcp\nListenStream=80', ['f:3:14 *:80/tcp']],
    ['SocketProtocol=sctp\nListenStream=80', ['- f:3:14 ListenStream=80: its protocol is sctp, not TCP or UDP']],
    ['ListenStream=80\nListenStream=\nListenStream=81', ['f:4:14 *:81/tcp']],
    ['ListenStream=80\nListenDatagram=\nListenStream=81', ['f:4:14 *:81/tcp']],
    ['# ListenStream=1\n; ListenStream=2\nListenStream=80', ['f:4:14 *:80/tcp']],
    ['ListenStream=\\\n# between\n  80', ['f:4:3 *:80/tcp']],
    ['ListenStream=80\r\nListenStream=81\r', ['f:2:14 *:80/tcp', 'f:3:14 *:81/tcp']],
    ['ListenStream=/run/a.sock', ['- f:2:14 ListenStream=/run/a.sock: a UNIX socket has no port']],
    ['ListenStream=%t/a.sock', ['- f:2:14 ListenStream=%t/a.sock: a UNIX socket has no port']],
    ['ListenStream=@a', ['- f:2:14 ListenStream=@a: a UNIX socket has no port']],
    ['ListenStream=%i', ['- f:2:14 ListenStream=%i: only systemd knows the value of a specifier']],
    [
      'ListenStream=vsock:2:1',
      ['- f:2:14 ListenStream=vsock:2:1: a socket of a virtual machine (vsock) is not in the network'],
    ],
    ['ListenFIFO=/run/f', ['- f:2:12 ListenFIFO=/run/f: a FIFO has no port']],
    ['ListenNetlink=route 1', ['- f:2:15 ListenNetlink=route 1: a Netlink socket has no port']],
    [
      'ListenSequentialPacket=/a',
      ['- f:2:24 ListenSequentialPacket=/a: a socket of sequential packets has no TCP or UDP port'],
    ],
  ])('%j', (lines, expected) => {
    expect(socket(lines)).toEqual(expected);
  });

  it.each([
    ['ListenStream=0', '! f:2:14: "0" is not a port (write a number from 1 to 65535)'],
    [
      'ListenStream=localhost:80',
      '! f:2:14: "localhost:80" is not an address of a socket (systemd takes no names of hosts: write the address)',
    ],
    [
      'ListenStream=::1:80',
      '! f:2:14: "::1:80" is not an address of a socket (write an IPv6 address in brackets: [::1])',
    ],
    [
      'ListenStream=1.2.3:80',
      '! f:2:14: "1.2.3:80" is not an address of a socket (an IPv4 address has four parts; "1.2.3" has 3)',
    ],
    ['ListenStream=80\nListenSteam=81', '! f:3:1: [Socket] has no setting "ListenSteam" (did you mean ListenStream=?)'],
    ['ListenStream=80\nReusePort=maybe', '! f:3:11: ReusePort= is neither true nor false (write yes or no)'],
    [
      'ListenStream=80\nBindIPv6Only=Both',
      '! f:3:14: BindIPv6Only= has no value "Both" (one of default, both, ipv6-only)',
    ],
    ['ListenStream=80\nReusePort=yes\nReusePort=', '! f:4:11: ReusePort= is neither true nor false (write yes or no)'],
    [
      'ListenStream=80\nbindipv6only=both',
      '! f:3:1: [Socket] has no setting "bindipv6only" (did you mean BindIPv6Only=?)',
    ],
    ['ListenStream=80\nReuseProt=yes', '! f:3:1: [Socket] has no setting "ReuseProt" (did you mean ReusePort=?)'],
    ['ListenStream=80\nBindToDevice=%i', '! f:3:14: "%i" is no name of an interface (write one, such as eth0)'],
    ['ListenStream=0080', '! f:2:14: "0080" is not a port (systemd takes no zeros before a port)'],
    [
      'ListenStream=[fe80::1%eth0]:80',
      '! f:2:14: "[fe80::1%eth0]:80" is not an address of a socket (write [fe80::1]:80%%eth0)',
    ],
    [
      'ListenStream=80\nSocketProtocol=tcp',
      '! f:3:16: SocketProtocol= has no value "tcp" (one of udplite, sctp, mptcp)',
    ],
    ['ListenStream=80\nListenStream', '! f:3:1: "ListenStream" has no "=" (systemd ignores the line)'],
    ['Accept=no', '! f:1:1: f listens on nothing (add ListenStream= to its [Socket])'],
  ])('%j is wrong', (lines, complaint) => {
    expect(socket(lines)).toEqual([complaint]);
  });

  it('outside of [Socket] counts only if it is in no section', () => {
    expect(sockets('systemd', '[Unit]\nListenStream=80\n[Socket]\nListenStream=81\n[Install]\nA=b')).toEqual([
      'f:4:14 *:81/tcp',
    ]);
    expect(sockets('systemd', 'ListenStream=80\n[Socket\n')).toEqual([
      '! f:1:1: "ListenStream=" is in no section (put it below [Socket])',
      '! f:2:1: the section "[Socket" has no "]" (systemd ignores the line)',
    ]);
  });
});

describe('systemctl cat', () => {
  it.each([
    [
      'a byte order mark before it',
      '\ufeff# /lib/a.socket\n[Socket]\nListenStream=80\n',
      '/lib/a.socket:2:14 *:80/tcp',
    ],
    ['a comment with another path', '# /etc/x.conf\n[Socket]\n# /srv/y.html\nListenStream=80\n', 'f:4:14 *:80/tcp'],
  ])('%s', (_name, text, expected) => {
    expect(sockets('systemd', text)).toEqual([expected]);
  });

  it('has units with their drop-ins, and the places of their files', () => {
    const text = `# /lib/systemd/system/ssh.socket
[Socket]
ListenStream=22
Accept=no

# /etc/systemd/system/ssh.socket.d/override.conf
[Socket]
ListenStream=
ListenStream=2222
BindIPv6Only=both

# /lib/systemd/system/web.socket
[Socket]
ListenStream=80
# /run/not-a.mark
`;
    expect(reading('systemd', text, {}, '-')).toEqual([
      'ssh.socket/systemd-socket /etc/systemd/system/ssh.socket.d/override.conf:3:14 *:2222/tcp BindIPv6Only=both',
      'web.socket/systemd-socket /lib/systemd/system/web.socket:2:14 *:80/tcp',
    ]);
  });

  it('is not meant by a comment inside of a unit', () => {
    expect(reading('systemd', '[Socket]\n# /etc/a.conf\nListenStream=80', {}, '/x/a.socket')).toEqual([
      'a.socket/systemd-socket /x/a.socket:3:14 *:80/tcp',
    ]);
  });
});

describe('the drop-ins of a unit file', () => {
  const unit = '[Socket]\nListenStream=22\n';
  const files: Readonly<Record<string, readonly IncludedFile[]>> = {
    '/etc/systemd/system/a.socket.d/*.conf': [
      { file: '/etc/systemd/system/a.socket.d/x.conf', text: '[Socket]\nListenStream=\n' },
    ],
    '/usr/lib/systemd/system/a.socket.d/*.conf': [
      { file: '/usr/lib/systemd/system/a.socket.d/x.conf', text: '[Socket]\nListenStream=1\n' },
      { file: '/usr/lib/systemd/system/a.socket.d/y.conf', text: '[Socket]\nListenStream=2\n' },
    ],
    'b.socket.d/*.conf': [{ file: 'b.socket.d/x.conf', text: '[Socket]\nListenStream=3\n' }],
  };
  const include: IncludeReader = (pattern) => ok(files[pattern] ?? []);

  it('of the system are those of all folders, of one name that of the first', () => {
    expect(reading('systemd', unit, { include }, '/lib/systemd/system/a.socket')).toEqual([
      'a.socket/systemd-socket /usr/lib/systemd/system/a.socket.d/y.conf:2:14 *:2/tcp',
    ]);
  });

  it('elsewhere are those beside it', () => {
    expect(reading('systemd', unit, { include }, 'units/b.socket')).toEqual([
      'b.socket/systemd-socket units/b.socket:2:14 *:22/tcp',
      'b.socket/systemd-socket b.socket.d/x.conf:2:14 *:3/tcp',
    ]);
  });

  it('that may not be read are told', () => {
    const denied: IncludeReader = () => problem('b.socket.d: permission denied');
    expect(reading('systemd', unit, { include: denied }, 'b.socket')).toContain(
      '- b.socket:1:1 b.socket.d: its drop-ins are not read: b.socket.d: permission denied',
    );
  });
});

import { describe, expect, it } from 'vitest';
import { reading, sockets } from './reading.ts';

const environment = { IP: '127.0.0.9', LIST: ':80,:81', EMPTY: '' };

const bind = (line: string): string[] => sockets('haproxy', `frontend a\n bind ${line}`, { environment });

describe('a bind line of HAProxy', () => {
  it.each([
    [':80', ['f:2:7 *:80']],
    ['*:80', ['f:2:7 *:80']],
    [':80,:82-83', ['f:2:7 *:80', 'f:2:11 *:82', 'f:2:11 *:83']],
    [':80,', ['f:2:7 *:80']],
    ['10.10.2.102:80 interface eth0 ssl crt /a.pem', ['f:2:7 10.10.2.102:80 interface=eth0']],
    ['[::]:80 v4v6', ['f:2:7 [::]:80 v4v6']],
    [':::80 v6only', ['f:2:7 [::]:80 v6only']],
    ['::1:80', ['f:2:7 [::1]:80']],
    ['ipv6@:80', ['f:2:7 [::]:80']],
    ['ipv6@*:81', ['f:2:7 [::]:81']],
    ['ipv4@:80', ['f:2:7 0.0.0.0:80']],
    ['tcp4@127.0.0.1:80', ['f:2:7 127.0.0.1:80']],
    ['quic4@:443 ssl crt /a', ['f:2:7 0.0.0.0:443/udp']],
    ['0177.0.0.1:80', ['f:2:7 127.0.0.1:80', '? f:2:7 0177.0.0.1:80: the address is read as 127.0.0.1']],
    ['localhost:80', ['f:2:7 localhost:80']],
    ['*:80 transparent defer-accept tfo interface lo', ['f:2:7 *:80 transparent interface=lo']],
    ['*:80 name interface', ['f:2:7 *:80']],
    ['"$IP:80"', ['f:2:7 127.0.0.9:80']],
    ['$IP:80', ['f:2:7 127.0.0.9:80']],
    [`'$IP:80'`, ['f:2:7 127.0.0.9:80']],
    [`"\${NO-127.0.0.1}:80"`, ['f:2:7 127.0.0.1:80']],
    ['"$LIST"', ['f:2:7 *:80', 'f:2:7 *:81']],
    ['"$EMPTY:80"', ['f:2:7 *:80']],
    [`":"80 # x`, ['f:2:7 *:80']],
    ['[::]:80#x', ['f:2:7 [::]:80']],
    ['$NO:80', ['- f:2:7 bind $NO:80: the variable NO is not set here']],
    ['/run/a.sock,:80', ['f:2:19 *:80', '- f:2:7 /run/a.sock: a UNIX socket has no port']],
    ['unix@a', ['- f:2:7 unix@a: a UNIX socket has no port']],
    ['abns@a', ['- f:2:7 abns@a: an abstract UNIX socket has no port']],
    ['fd@3', ['- f:2:7 fd@3: it is a socket that HAProxy inherits']],
    [':80 name a\\ b expose-fd listeners tls-ticket-keys /k', ['f:2:7 *:80']],
    [':80 namespace blue', ['- f:2:7 bind :80 namespace blue: it is in another network namespace, blue']],
  ])('%s', (line, expected) => {
    expect(bind(line)).toEqual(expected);
  });

  it.each([
    ['', '! f:2:2: "bind" has no address (such as :80)'],
    ['80', '! f:2:7: "80" has no port (write it with one, such as :80)'],
    ['127.0.0.1', '! f:2:7: "127.0.0.1" has no port (write it with one, such as 127.0.0.1:80)'],
    [':0', '! f:2:7: "0" is not a port (write a number from 1 to 65535)'],
    [':+5', '! f:2:7: "+5" is not a port (write a number from 1 to 65535)'],
    [':90-80', '! f:2:7: "90-80" is not a range of ports (write it as 8000-8002)'],
    [':80, :81', '! f:2:12: bind of HAProxy has no option ":81" (a list of addresses has no blanks)'],
    [':80 v4v', '! f:2:11: bind of HAProxy has no option "v4v" (did you mean "v4v6"?)'],
    [':80 interface', '! f:2:11: "interface" needs a value'],
    ['ipv4@[::]:80', '! f:2:7: "[::]" is not an address (write the address without brackets)'],
    ['ipv6@127.0.0.1:80', '! f:2:7: "127.0.0.1" is not an address'],
    ['[::1%lo]:80', '! f:2:7: "[::1%lo]" is not an address (write the address without brackets)'],
    ['ip@:80', '! f:2:7: "ip@" is no kind of address (such as ipv4@ or ipv6@)'],
    [
      '127.0.0.1\\:80',
      '! f:2:7: "127.0.0.1\\" is not an address (write an IPv4 or IPv6 address, such as 192.0.2.2 or fe80::1%eth0)',
    ],
    [':80 name \\xzz', '! f:2:16: "\\x" is followed by no two hexadecimal digits'],
    ['udp@:80', '! f:2:7: HAProxy takes no datagrams here: "udp@:80"'],
    [':80,,:81', '! f:2:11: an address of the list is empty (remove the comma, or set the variable)'],
    ['"a', '! f:2:7: a text in quotes does not end (close it in the same line)'],
  ])('%s is wrong', (line, complaint) => {
    expect(bind(line)).toEqual([complaint]);
  });
});

describe('sections of haproxy.cfg', () => {
  it('each give their sockets, and noreuseport to all', () => {
    const text = `frontend web
  bind :80
listen stats
  bind 127.0.0.1:8404
  stats enable
log-forward logs
  bind :514
  dgram-bind :514
global
  stats socket /run/haproxy.sock mode 660
  stats socket ipv4@127.0.0.1:9999 level admin
  noreuseport
`;
    expect(reading('haproxy', text)).toEqual([
      'haproxy/haproxy f:2:8 *:80 noreuseport',
      'haproxy/haproxy f:4:8 127.0.0.1:8404 noreuseport',
      'haproxy/haproxy f:7:8 *:514 noreuseport',
      'haproxy/haproxy f:8:14 *:514/udp noreuseport',
      'haproxy/haproxy f:11:16 127.0.0.1:9999 noreuseport',
      '- f:10:16 /run/haproxy.sock: a UNIX socket has no port',
    ]);
  });

  it('that are disabled, by themselves or by defaults, have no sockets', () => {
    const text = `frontend a
  bind :80
  disabled
defaults
  disabled
frontend b
  bind :81
frontend c
  bind :82
  enabled
`;
    expect(sockets('haproxy', text)).toEqual([
      'f:9:8 *:82',
      '- f:2:8 bind :80: the frontend is disabled',
      '- f:7:8 bind :81: the frontend is disabled',
    ]);
  });

  it('may be without sockets', () => {
    const text = 'backend b\n bind :80\n server s 127.0.0.1:80\npeers p\n bind :1024\n peer h 127.0.0.1:1024\n';
    expect(sockets('haproxy', text)).toEqual([
      'f:2:7 *:80',
      '- f:5:2 bind :1024: HAProxy listens there where it is one of the peers, and none has the name of the host',
      '? f:2:2 bind :80: HAProxy says that it ignores it in a backend, and opens it (seen with 2.6)',
    ]);
  });

  it('where no bind may stand are wrong', () => {
    expect(sockets('haproxy', 'bind :1\ndefaults\n bind :80\nlisten x :81\n')).toEqual([
      '! f:1:1: "bind" may not stand before a section (put it below a frontend)',
      '! f:3:2: "bind" may not stand in defaults (put it below a frontend)',
      '! f:4:10: ":81" may not stand here (write it in a line "bind :81")',
    ]);
  });
});

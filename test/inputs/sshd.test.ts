import { describe, expect, it } from 'vitest';
import { including, reading, sockets } from './reading.ts';

describe('sshd_config', () => {
  it.each([
    ['', ['f:1:1 *:22']],
    ['Port 2222\nPORT 22', ['f:1:6 *:2222', 'f:2:6 *:22']],
    ['Port=2222 # x', ['f:1:6 *:2222']],
    ['ListenAddress ::', ['f:1:15 [::]:22']],
    ['ListenAddress [::]', ['f:1:15 [::]:22']],
    ['listenaddress="127.0.0.1:2222"', ['f:1:15 127.0.0.1:2222']],
    [
      'ListenAddress 127.0.0.1\nPort 22\nPort 23\nListenAddress [::1]:99',
      ['f:1:15 127.0.0.1:22', 'f:1:15 127.0.0.1:23', 'f:4:15 [::1]:99'],
    ],
    ['ListenAddress 127.1:82', ['f:1:15 127.0.0.1:82', '? f:1:15 127.1:82: the address is read as 127.0.0.1']],
    ['ListenAddress localhost', ['f:1:15 localhost:22']],
    ['AddressFamily inet', ['f:1:1 0.0.0.0:22']],
    ['AddressFamily inet6\nAddressFamily any', ['f:1:1 [::]:22']],
    ['Match User a\nPort 99', ['f:1:1 *:22']],
    [
      'ListenAddress 127.0.0.1 rdomain blue',
      ['f:1:1 *:22', '- f:1:15 ListenAddress 127.0.0.1 rdomain blue: it is in another routing domain'],
    ],
  ])('%j', (text, expected) => {
    expect(sockets('sshd', text)).toEqual(expected);
  });

  it.each([
    ['Port 0', '! f:1:6: "0" is not a port (write a number from 1 to 65535)'],
    ['Port', '! f:1:1: port has no value'],
    [
      'ListenAddress 10.0.0.1:',
      '! f:1:15: "10.0.0.1:" is not an address of sshd (write 192.0.2.2, 192.0.2.2:22, ::1 or [::1]:22)',
    ],
    ['ListenAddress 127.0.0.1:22 x', '! f:1:28: unexpected "x" (remove it)'],
    ['AddressFamily inet\nListenAddress ::', '! f:2:15: :: is not of AddressFamily inet (sshd refuses it, and ends)'],
    ['AddressFamily ipv4', '! f:1:15: "ipv4" is no family (any, inet or inet6)'],
  ])('%j is wrong', (text, complaint) => {
    expect(sockets('sshd', text)).toEqual([complaint]);
  });

  it('reads what it includes, and goes on where there is no such file', () => {
    const include = including({ 'a/*.conf': '\nPort 2222' });
    expect(sockets('sshd', 'Include a/*.conf b\nPort 22', { include })).toEqual([
      'a/*.conf:2:6 *:2222',
      'f:2:6 *:22',
      '? f:1:18 Include b: b: no such file',
    ]);
  });
});

describe('sshd -T', () => {
  it('is turned round: it has the order of the sockets, which is that of the lines reversed', () => {
    const text = 'port 22\naddressfamily any\nlistenaddress [::1]:99\nlistenaddress 127.0.0.1:22\nusepam yes\n';
    expect(reading('sshd', text)).toEqual(['sshd/sshd f:4:15 127.0.0.1:22', 'sshd/sshd f:3:15 [::1]:99']);
  });
});

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
    ['Match User a\nX11Forwarding no\nMatch all\nPort 99', ['f:4:6 *:99']],
    ['Port 9"9" # it\'s', ['f:1:6 *:99']],
    ["ListenAddress '127.0.0.1'", ['f:1:15 127.0.0.1:22']],
    [
      'Port 22\nFoo bar',
      ['f:1:6 *:22', '? f:2:1 foo bar: sshd ends if it does not know this setting, as 10.0 does not'],
    ],
    ['Protocol 2\nUsePrivilegeSeparation yes', ['f:1:1 *:22']],
    [
      'ListenAddress 127.0.0.1 rdomain blue',
      ['- f:1:15 ListenAddress 127.0.0.1 rdomain blue: it is in another routing domain'],
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
    ['Port 22 23', '! f:1:9: unexpected "23" (remove it)'],
    ['Match User a\nPort 99', '! f:2:1: port may not stand below a Match (put it before the first Match)'],
    ['Port 22\nMatch', '! f:2:1: Match has no criterion (such as Match user NAME)'],
    ['Port 22\nProt 99', '! f:2:1: sshd has no setting "prot" (did you mean Port?)'],
    ['Port 22\nBanner "a', '! f:2:8: a text in quotes does not end (close it)'],
    [
      '\ufeffPort 22',
      '! f:1:1: a byte order mark begins the file: the server refuses it (save the file as UTF-8 without it)',
    ],
    [
      'ListenAddress *',
      '! f:1:15: "*" is not an address of sshd (to sshd "*" is the loopback addresses: write 0.0.0.0 and ::, or no address for everywhere)',
    ],
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

import { describe, expect, it } from 'vitest';
import { sockets } from './reading.ts';

const environment = { P: '88', H: '127.0.0.1' };

const read = (text: string): string[] =>
  sockets('haproxy', text, { environment, hostName: 'vm' }).filter((line) => !line.startsWith('?'));

// Each was given to haproxy 2.6.12 in a network namespace, and its sockets compared.
describe('variables of haproxy.cfg', () => {
  it.each([
    ['setenv', 'global\n setenv P 85\nfrontend a\n bind :"$P"', ['f:4:7 *:85']],
    [
      'presetenv',
      'global\n presetenv P 85\n presetenv Q 86\nfrontend a\n bind :"$P",:"$Q"',
      ['f:5:7 *:88', 'f:5:7 *:86'],
    ],
    ['unsetenv', `global\n unsetenv P\nfrontend a\n bind :"\${P-70}"`, ['f:4:7 *:70']],
    ['resetenv', `global\n resetenv H\nfrontend a\n bind :"\${P-70}"`, ['f:4:7 *:70']],
    ['setenv without a value', 'global\n setenv P', ['! f:2:2: "setenv" needs a name and its value']],
  ])('%s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('conditions of haproxy.cfg', () => {
  it.each([
    ['1', ['f:3:7 *:80']],
    ['0', ['f:6:7 *:81']],
    ['defined(P)', ['f:3:7 *:80']],
    ['defined(Q)', ['f:6:7 *:81']],
    ['streq("$P",88)', ['f:3:7 *:80']],
    ['strneq("$P",88)', ['f:6:7 *:81']],
    ['strstr("$P",8)', ['f:3:7 *:80']],
    ['!defined(Q) && defined(P)', ['f:3:7 *:80']],
    ['defined(Q) || ( defined(P) && !1 )', ['f:6:7 *:81']],
    ['feature(QUIC)', ['f:3:7 *:80', 'f:6:7 *:81']],
    ['feature(QUIC) && 0', ['f:6:7 *:81']],
    ['feature(QUIC) || 1', ['f:3:7 *:80']],
    ['defined(HAPROXY_MWORKER)', ['f:3:7 *:80', 'f:6:7 *:81']],
    ['foo bar', ['! f:1:1: "foo bar" is no condition of HAProxy']],
  ])('.if %s', (condition, expected) => {
    expect(read(`.if ${condition}\nfrontend a\n bind :80\n.else\nfrontend a\n bind :81\n.endif`)).toEqual(expected);
  });

  it('leave out what stands in other branches, however wrong', () => {
    expect(
      read('.if 0\n.alert "x"\nfrontend a\n bind 8/0\n.if 1\n bind :1\n.endif\n.elif 1\nfrontend b\n bind :81\n.endif'),
    ).toEqual(['f:10:7 *:81']);
  });

  it.each([
    ['.if 1\nfrontend a\n bind :80', '! f:1:1: this .if does not end (add ".endif")'],
    ['.endif', '! f:1:1: ".endif" has no .if before it'],
    ['.if 0\n.else\n.else\n.endif', '! f:3:1: ".else" has no .if before it'],
    ['.foo', '! f:1:1: ".foo" is no directive of HAProxy'],
    ['.alert "no"', '! f:1:1: .alert ends HAProxy here: "no" (remove the line, or set what it asks for)'],
  ])('%j is wrong', (text, complaint) => {
    expect(read(text)).toEqual([complaint]);
  });
});

describe('defaults and names of haproxy.cfg', () => {
  it('are taken from the defaults that the proxy names', () => {
    const text = 'defaults x\n disabled\ndefaults\n mode tcp\nfrontend a from x\n bind :80\nfrontend b\n bind :81';
    expect(read(text)).toEqual(['f:8:7 *:81', '- f:6:7 bind :80: the frontend is disabled']);
  });

  it.each([
    ['frontend a from x', '! f:1:1: no defaults before this line has the name "x" (check the name after "from")'],
    ['frontend\n bind :80', '! f:1:1: "frontend" has no name (write one after it)'],
    ['frontend a b', '! f:1:12: "b" may not stand here (write the name alone)'],
    ['frontend a\nlisten a', '! f:2:1: a frontend or listen before has the name "a" too (rename this listen)'],
    ['frontend a\n BIND :80', '! f:2:2: HAProxy has no "BIND" in frontend (did you mean "bind"?)'],
    ['frontend a\n dgram-bind :80', '! f:2:2: HAProxy has no "dgram-bind" in frontend (did you mean "bind"?)'],
    ['frontned a', '! f:1:1: HAProxy has no "frontned" before a section (did you mean "frontend"?)'],
    [
      '\ufefffrontend a',
      '! f:1:1: a byte order mark begins the file: the server refuses it (save the file as UTF-8 without it)',
    ],
  ])('%j is wrong', (text, complaint) => {
    expect(read(text)[0]).toBe(complaint);
  });
});

describe('other sockets of haproxy.cfg', () => {
  it.each([
    [
      'the peer that has the name of the host',
      'peers p\n peer vm 127.0.0.1:1024\n peer b 127.0.0.2:1024',
      ['f:2:10 127.0.0.1:1024'],
    ],
    [
      'the peer of localpeer',
      'global\n localpeer b\npeers p\n peer vm 127.0.0.1:1024\n peer b :1025',
      ['f:5:9 *:1025'],
    ],
    ['bind of a peer', 'peers p\n bind [::]:1024 v4v6\n server vm\n server b 127.0.0.2:1024', ['f:2:7 [::]:1024 v4v6']],
    [
      'peers that are others',
      'peers p\n peer a :1024',
      [
        '- f:2:2 peer a :1024: HAProxy listens there where it is one of the peers, and none has the name of this host, vm',
      ],
    ],
    [
      'peers that are switched off',
      'peers p\n disabled\n peer vm :1024',
      ['- f:3:10 peer :1024: the peers are disabled'],
    ],
    [
      'options of dgram-bind',
      'log-forward l\n dgram-bind [::]:514 v6only interface lo',
      ['f:2:13 [::]:514/udp v6only interface=lo'],
    ],
    ['options of stats', 'global\n stats socket [::]:999 v6only', ['f:2:15 [::]:999 v6only']],
    [
      'a namespace of stats',
      'global\n stats socket :999 namespace x',
      ['- f:2:15 socket :999 namespace x: it is in another network namespace, x'],
    ],
    [
      'streams for datagrams',
      'log-forward l\n dgram-bind tcp@:514',
      ['! f:2:13: HAProxy takes datagrams alone here: "tcp@:514"'],
    ],
    [
      'QUIC for datagrams',
      'log-forward l\n dgram-bind quic4@:514',
      ['! f:2:13: HAProxy takes datagrams alone here: "quic4@:514"'],
    ],
    ['datagrams of stats', 'global\n stats socket udp@:514', ['! f:2:15: HAProxy takes no datagrams here: "udp@:514"']],
  ])('%s', (_name, text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

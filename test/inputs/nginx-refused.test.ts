import { describe, expect, it } from 'vitest';
import { ok, problem } from '../../src/model/result.ts';
import { sockets } from './reading.ts';

// Each was given to nginx 1.22.1 with the modules stream and mail: it refuses what is complained of.
describe('what nginx refuses', () => {
  it.each([
    ['http { server { listen 80 udp; } }', '! f:1:27: listen has no option "udp" in http (remove it)'],
    ['stream { server { listen 80 http2; } }', '! f:1:29: listen has no option "http2" in stream (remove it)'],
    [
      'http { server { listen 80 constructor; } }',
      '! f:1:27: listen of nginx has no option "constructor" (is a ";" missing before it?)',
    ],
    ['stream { server { listen 80 udp backlog=5; } }', '! f:1:33: "backlog=5" may not stand beside "udp"'],
    ['mail { server { listen 80 reuseport; } }', '! f:1:27: listen has no option "reuseport" in mail (remove it)'],
    ['http { server { listen 80 backlog=x; } }', '! f:1:27: nginx refuses the value of "backlog=x"'],
    ['http { server { listen 80 backlog=0; } }', '! f:1:27: nginx refuses the value of "backlog=0"'],
    ['http { server { listen 80 rcvbuf=zz; } }', '! f:1:27: nginx refuses the value of "rcvbuf=zz"'],
    ['http { server { listen 80 so_keepalive=::; } }', '! f:1:27: nginx refuses the value of "so_keepalive=::"'],
    [
      'http { server { listen 80 default_server; } server { listen *:80 default; } }',
      '! f:1:61: 0.0.0.0:80 has a default server already, at f:1:24 (write default_server in one server only)',
    ],
    [
      'mail { server { listen 25; } server { listen 25; } }',
      '! f:1:46: another server of mail has 0.0.0.0:25 already, at f:1:24 (keep one)',
    ],
    ['http { server { LISTEN 80; } }', '! f:1:17: nginx has no directive "LISTEN" (did you mean "listen"?)'],
    ['http { server { listn 80; } }', '! f:1:17: nginx has no directive "listn" (did you mean "listen"?)'],
    ['http { sever { listen 80; } }', '! f:1:8: nginx has no directive "sever" (did you mean "server"?)'],
    ['http { inclde x; }', '! f:1:8: nginx has no directive "inclde" (did you mean "include"?)'],
    ['http { listen 80; }', '! f:1:8: "listen" may not stand in http (put it into a server)'],
    [
      'http { server { location / { listen 80; } } }',
      '! f:1:30: "listen" may not stand in location (put it into a server)',
    ],
    [
      '\ufeffhttp { }',
      '! f:1:1: a byte order mark begins the file: the server refuses it (save the file as UTF-8 without it)',
    ],
  ])('%s', (text, complaint) => {
    expect(sockets('nginx', text)).toEqual([complaint]);
  });

  it.each([
    'http { server { listen 80 so_keepalive=30m::10 backlog=5 rcvbuf=8k sndbuf=1M fastopen=9; } }',
    'stream { server { listen 80 udp reuseport; } }',
    'http { map $a $b { listen 1; } upstream x { server 127.0.0.1:1; } server { listen 80; } }',
    'server { listen 80 udp; }',
  ])('and not: %s', (text) => {
    expect(sockets('nginx', text)).toHaveLength(1);
  });
});

describe('two servers of stream with one address', () => {
  it('are refused by nginx before 1.25.5, which is said', () => {
    expect(sockets('nginx', 'stream { server { listen 80; } server { listen 80; } }')).toEqual([
      'f:1:26 *:80',
      '? f:1:48 0.0.0.0:80: nginx before 1.25.5 refuses the file: several servers of stream have the address',
    ]);
  });
});

describe('a part of nginx.conf', () => {
  const files: Readonly<Record<string, string>> = {
    '../nginx.conf': 'http { }',
    '../snippets/a.conf': 'listen 81;',
    'a.conf': 'listen 82;',
  };
  const include = (pattern: string) => {
    const text = files[pattern];
    return text === undefined ? problem(`${pattern}: no such file`) : ok([{ file: pattern, text }]);
  };

  it('includes files beside nginx.conf, which is above it', () => {
    expect(sockets('nginx', 'server { include snippets/a.conf; }', { include })).toEqual([
      '../snippets/a.conf:1:8 *:81',
    ]);
  });

  it('that is whole includes files beside itself', () => {
    expect(sockets('nginx', 'http { server { include a.conf; } }', { include })).toEqual(['a.conf:1:8 *:82']);
  });
});

describe('a glob', () => {
  it('in a folder that is not there is told', () => {
    const include = () => ok([]);
    const missingFolder = () => 'conf.d';
    expect(sockets('nginx', 'http { include conf.d/*; server { listen 80; } }', { include, missingFolder })).toEqual([
      'f:1:42 *:80',
      '- f:1:8 include conf.d/*: there is no folder conf.d: no file is read',
    ]);
  });
});

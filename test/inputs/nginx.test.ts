import { describe, expect, it } from 'vitest';
import { including, reading, sockets } from './reading.ts';

const BRACE = '${';

const listen = (words: string): string[] => sockets('nginx', `server { listen ${words}; }`);

describe('a listen line of nginx', () => {
  it.each([
    ['80', ['f:1:17 *:80']],
    ['*:80', ['f:1:17 *:80']],
    ['*', ['f:1:17 *:80']],
    ['"80"', ['f:1:17 *:80']],
    ['127.0.0.1', ['f:1:17 127.0.0.1:80']],
    ['010.0.0.1:80', ['f:1:17 10.0.0.1:80', '? f:1:17 listen 010.0.0.1:80: the address is read as 10.0.0.1']],
    ['[::]:443 ssl http2', ['f:1:17 [::]:443']],
    ['[::1]', ['f:1:17 [::1]:80']],
    ['[2001:DB8:0::1]:8080', ['f:1:17 [2001:db8::1]:8080']],
    // nginx 1.22 was seen to bind these: its own reader takes decimal parts, getaddrinfo(3) all forms of inet_aton(3).
    ['127.1:80', ['f:1:17 127.0.0.1:80', '? f:1:17 listen 127.1:80: the address is read as 127.0.0.1']],
    ['127.1', ['f:1:17 127.0.0.1:80', '? f:1:17 listen 127.1: the address is read as 127.0.0.1']],
    [
      '192.168.101:80',
      ['f:1:17 192.168.0.101:80', '? f:1:17 listen 192.168.101:80: the address is read as 192.168.0.101'],
    ],
    ['0x7f.1:80', ['f:1:17 127.0.0.1:80', '? f:1:17 listen 0x7f.1:80: the address is read as 127.0.0.1']],
    ['2130706433:80', ['f:1:17 127.0.0.1:80', '? f:1:17 listen 2130706433:80: the address is read as 127.0.0.1']],
    ['0177.0.0.1:80', ['f:1:17 177.0.0.1:80', '? f:1:17 listen 0177.0.0.1:80: the address is read as 177.0.0.1']],
    ['127.65537:80', ['f:1:17 127.1.0.1:80', '? f:1:17 listen 127.65537:80: the address is read as 127.1.0.1']],
    ['0:80', ['f:1:17 0.0.0.0:80']],
    ['localhost:81', ['f:1:17 localhost:81']],
    ['somename:81', ['- f:1:17 listen somename:81: the address of somename is not looked up: write it instead']],
    ['8000-8002', ['f:1:17 *:8000', 'f:1:17 *:8001', 'f:1:17 *:8002']],
    ['127.0.0.1:80-81 default_server', ['f:1:17 127.0.0.1:80', 'f:1:17 127.0.0.1:81']],
    ['80 reuseport', ['f:1:17 *:80 bind reuseport']],
    ['[::]:80 ipv6only=off', ['f:1:17 [::]:80 bind ipv6only=off']],
    ['[::]:80 ipv6only=on', ['f:1:17 [::]:80 bind']],
    ['80 deferred fastopen=10 backlog=99', ['f:1:17 *:80 bind']],
    ['80 so_keepalive=30m::10', ['f:1:17 *:80 bind']],
    ['443 quic reuseport', ['f:1:17 *:443/udp bind reuseport']],
    ['unix:/run/web.sock', ['- f:1:17 listen unix:/run/web.sock: a UNIX socket has no port']],
    ['$PORT ssl', ['- f:1:17 listen $PORT ssl: nginx reads no variables here: a template that is filled in later']],
  ])('%s', (words, expected) => {
    expect(listen(words)).toEqual(expected);
  });

  it.each([
    [':80', '! f:1:17: no host in ":80" (write *:80, or the port alone)'],
    ['0', '! f:1:17: "0" is not a port (write a number from 1 to 65535)'],
    ['127.0.0.1:http', '! f:1:17: "http" is not a port (write a number from 1 to 65535)'],
    ['1234567', '! f:1:17: "1234567" is not a port (write a number from 1 to 65535)'],
    ['82-80', '! f:1:17: "82-80" is not a range of ports (write it as 8000-8002)'],
    ['::1:80', '! f:1:17: "::1:80" is not an address (write an IPv6 address in brackets: [::1])'],
    ['[fe80::1%eth0]:80', '! f:1:17: "[fe80::1%eth0]:80" is not an IPv6 address in brackets'],
    ['[::1]80', '! f:1:17: "[::1]80" is not an address'],
    [
      '192.168.256.1:80',
      '! f:1:17: "192.168.256.1" is not an address (write an IPv4 or IPv6 address, such as 192.0.2.2 or fe80::1%eth0)',
    ],
    ['80 reuse_port', '! f:1:20: listen of nginx has no option "reuse_port" (did you mean "reuseport"?)'],
    ['[::]:80 ipv6only=no', '! f:1:25: listen of nginx has no option "ipv6only=no" (did you mean "ipv6only=on"?)'],
    ['', '! f:1:10: listen has no address (write a port, or an address with a port)'],
  ])('%s is wrong', (words, complaint) => {
    expect(listen(words)).toEqual([complaint]);
  });
});

describe('servers of nginx', () => {
  it('without listen take port 80 for root, and 8000 else', () => {
    const text = 'http { server { server_name a; } }';
    expect(reading('nginx', text)).toEqual(['nginx/nginx f:1:8 *:80']);
    expect(reading('nginx', text, { root: false })).toEqual(['nginx/nginx f:1:8 *:8000']);
  });

  it('that ask for the same address are one socket, with the options of the one that has some', () => {
    const text = 'http { server { listen 80; }\nserver { listen 0.0.0.0:80 reuseport; }\nserver { listen *:80 ssl; } }';
    expect(sockets('nginx', text)).toEqual(['f:1:24 *:80 bind reuseport']);
  });

  it('that ask for the same address twice, or both with options, are wrong', () => {
    expect(sockets('nginx', 'server { listen 80; listen 0.0.0.0:80; }')).toEqual([
      '! f:1:28: the server has 0.0.0.0:80 already, at f:1:17 (keep one)',
    ]);
    expect(sockets('nginx', 'server { listen 80 bind; }\nserver { listen 80 bind; }')).toEqual([
      '! f:2:17: 0.0.0.0:80 has options already, at f:1:17 (give the options of a socket in one server only)',
    ]);
  });

  it('of http, stream and mail each open their own sockets', () => {
    const text = `stream { server { listen 53 udp reuseport; listen 53; } }
mail { server { listen 127.0.0.1:143; protocol imap; } }
http { server { listen 53; } }`;
    expect(sockets('nginx', text)).toEqual([
      'f:1:26 *:53/udp bind reuseport',
      'f:1:51 *:53',
      'f:2:24 127.0.0.1:143',
      'f:3:24 *:53',
    ]);
  });

  it('of stream and mail need a listen with a port', () => {
    expect(sockets('nginx', 'stream { server { proxy_pass x; } }\nmail { server { listen 127.0.0.1; } }')).toEqual([
      '! f:1:10: this server of stream has no listen (add one with a port)',
      '! f:2:24: no port in "127.0.0.1" (write it with a port, such as 127.0.0.1:25)',
    ]);
  });

  it('are no lines of upstream, nor of other blocks', () => {
    const text = `http { upstream u { server 127.0.0.1:81; } types { listen 5; }
map $a $b { listen 9; }
server { listen 80; location / { root /; } } }`;
    expect(sockets('nginx', text)).toEqual(['f:3:17 *:80']);
  });
});

describe('the words of nginx.conf', () => {
  it.each([
    ['comments', '# listen 1;\nserver { # }\n listen 80; # listen 81;\n}', ['f:3:9 *:80']],
    ['a sign of a comment inside a word', 'server { root /a#b; listen 80; }', ['f:1:28 *:80']],
    [
      'quotes with what would end them',
      `server { add_header X "a;{}#\\"b"; add_header Y '\\'};'; listen 80; }`,
      ['f:1:63 *:80'],
    ],
    ['a variable with braces', `server { root /srv/${BRACE}host}/x; listen 80; }`, ['f:1:38 *:80']],
    ['an escaped sign', 'server { rewrite ^/a\\;b\\{2\\}$ /c; listen 80; }', ['f:1:42 *:80']],
    ['blanks of Windows', 'server {\r\n\tlisten 80;\r\n}\r\n', ['f:2:9 *:80']],
    [
      'Lua with braces in strings and comments',
      `server { location / { content_by_lua_block {
  local t = { "}", '}', [[ } ]], [=[ ]] } ]=] } -- }
  --[[ } ]] ngx.say("a\\"}")
} } listen 80; }`,
      ['f:4:12 *:80'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(sockets('nginx', text)).toEqual(expected);
  });

  it.each([
    [
      'a missing ";" before the next directive',
      'server {\n listen 80\n server_name a;\n}',
      ['! f:2:11: ";" is missing after "80" (end each directive with ";")'],
    ],
    [
      'a missing ";" that would hide a listen',
      'server {\n server_name a\n listen 80;\n}',
      ['! f:2:15: ";" is missing after "a" (end each directive with ";")'],
    ],
    [
      'a missing ";" before "}"',
      'server { listen 80 }',
      ['! f:1:19: ";" is missing after "80" (end each directive with ";")'],
    ],
    [
      'a missing ";" before a block',
      'server { listen 80\n location / { } }',
      ['! f:1:19: ";" is missing after "80" (end each directive with ";")'],
    ],
    [
      'a missing "}"',
      'http {\n server {\n  listen 80;\n',
      [
        '! f:1:1: the block "http" is not closed (add a "}" at its end)',
        '! f:2:2: the block "server" is not closed (add a "}" at its end)',
      ],
    ],
    ['one "}" too many', 'server { listen 80; } }', ['! f:1:23: unexpected "}": no block is open here (remove it)']],
    ['blocks without end', 'a {'.repeat(1000), ['! f:1:601: more than 200 blocks are open here']],
    [
      'quotes that stay open',
      'server { root "/a; }\n',
      [
        '! f:1:1: the block "server" is not closed (add a "}" at its end)',
        `! f:1:15: a text in quotes does not end (close it with ")`,
      ],
    ],
    ['Lua that stays open', 'init_by_lua_block { a = { }\n', ['! f:1:19: the block of Lua does not end']],
    [
      'nothing before "{"',
      'server { ; { } }',
      [
        '! f:1:10: a directive is missing before ";"',
        '! f:1:12: a directive is missing before "{"',
        '! f:1:16: unexpected "}": no block is open here (remove it)',
      ],
    ],
    [
      'a word right after quotes',
      `server { root "a"b; }`,
      ['! f:1:18: unexpected "b" after a text in quotes (put a blank between)'],
    ],
  ])('%s', (_name, text, expected) => {
    expect(sockets('nginx', text)).toEqual(expected);
  });
});

describe('includes of nginx', () => {
  it('are read where they stand, with their own places', () => {
    const include = including({
      'conf.d/*.conf': 'server {\n listen 81;\n include tls.conf;\n}',
      'tls.conf': 'listen 443 ssl;',
    });
    const text = 'http { server { listen 80; } include conf.d/*.conf; }';
    expect(sockets('nginx', text, { include })).toEqual([
      'f:1:24 *:80',
      'conf.d/*.conf:2:9 *:81',
      'tls.conf:1:8 *:443',
    ]);
  });

  it('are said to be skipped where nothing can read them', () => {
    expect(sockets('nginx', 'http { include a; server { listen 80; } }')).toEqual([
      'f:1:35 *:80',
      '- f:1:8 include a: the files that it includes cannot be read from here',
    ]);
  });

  it('are not read where no listen may stand', () => {
    const include = including({});
    expect(sockets('nginx', 'server { listen 80; location / { include fastcgi_params; } }', { include })).toEqual([
      'f:1:17 *:80',
    ]);
  });

  it('of a file that is not there, or without a path, are wrong', () => {
    const include = including({});
    expect(sockets('nginx', 'include a; include; include b c;', { include })).toEqual([
      '! f:1:1: include: a: no such file',
      '! f:1:12: include takes one path (write one include for each path)',
      '! f:1:21: include takes one path (write one include for each path)',
    ]);
  });

  it('of itself end', () => {
    const deep = including({ a: 'include a;' });
    expect(sockets('nginx', 'include a;', { include: deep })).toEqual([
      '! a:1:1: files are included more than 16 deep (look for a file that includes itself)',
    ]);
    const wide = including({ a: 'include a; include a; include a;' });
    expect(sockets('nginx', 'include a;', { include: wide }).length).toBeLessThanOrEqual(100);
  });

  it('close what they open, and no more', () => {
    const include = including({ open: 'server { listen 80;', close: '}' });
    expect(sockets('nginx', 'http { include open;\n}', { include })).toEqual([
      '! open:1:1: the block "server" is not closed (add a "}" at its end)',
    ]);
    expect(sockets('nginx', 'http { server { include close; } }', { include })).toEqual([
      '! close:1:1: unexpected "}": no block is open here (remove it)',
    ]);
  });
});

describe('nginx -T', () => {
  it('may begin with a byte order mark', () => {
    expect(sockets('nginx', '\ufeff# configuration file /n.conf:\nhttp { server { listen 80; } }\n')).toEqual([
      '/n.conf:1:24 *:80',
    ]);
  });

  const DUMP = `nginx: the configuration file /etc/nginx/nginx.conf syntax is ok
nginx: configuration file /etc/nginx/nginx.conf test is successful
# configuration file /etc/nginx/nginx.conf:
user www-data;
http {
	include mime.types;
	include /etc/nginx/sites-enabled/*;
}

# configuration file /etc/nginx/mime.types:
types { text/html html; }

# configuration file /etc/nginx/sites-enabled/b:
server {
	listen 81;
}

# configuration file /etc/nginx/sites-enabled/a:
server {

	listen 80 default_server;
	listen [::]:80;
}
`;

  it('has the places of the files that it names, in the order of the includes', () => {
    expect(sockets('nginx', DUMP)).toEqual([
      '/etc/nginx/sites-enabled/a:3:9 *:80',
      '/etc/nginx/sites-enabled/a:4:9 [::]:80',
      '/etc/nginx/sites-enabled/b:2:9 *:81',
    ]);
  });

  it('complains with the place in the file that it names', () => {
    expect(sockets('nginx', DUMP.replace('listen 81;', 'listen 81 x;'))).toEqual([
      '! /etc/nginx/sites-enabled/b:2:12: listen of nginx has no option "x" (is a ";" missing before it?)',
    ]);
  });

  it('of more files than are read is wrong', () => {
    const text = Array.from({ length: 5001 }, (_, i) => `# configuration file /${i}:\n`).join('');
    expect(sockets('nginx', text)).toEqual(['! f:1:1: more than 5000 files are in one (give fewer files)']);
  });

  it('that is cut off names the file that is not there', () => {
    const cut = DUMP.slice(0, DUMP.indexOf('# configuration file /etc/nginx/mime.types'));
    expect(sockets('nginx', cut)).toEqual([
      '! /etc/nginx/nginx.conf:3:2: include: /etc/nginx/mime.types is not among the files here',
    ]);
  });
});

import { expect, test } from 'vitest';
import { endpointOf } from '../../../src/judge/services/open-sockets.ts';
import { judged, readied, verdictsOf } from '../../judge/services/cast.ts';

/** The first choices of the sockets of a service that is told these lines. */
const socketsOf = (profile: string, listen: readonly string[], options = {}): string[] =>
  readied(`services: [${JSON.stringify({ id: 's', profile, listen, options })}]`).services.flatMap(({ slots }) =>
    slots.map(({ choices: [first] }) => `${first?.protocol} ${endpointOf(first!)}`),
  );

const WILDCARDS = ['udp 0.0.0.0:53', 'tcp 0.0.0.0:53', 'udp [::]:53', 'tcp [::]:53'];

// Each was seen with dnsmasq 2.90 of Debian 12.
test.each([
  ['an address', ['192.168.1.101:53'], {}, WILDCARDS],
  ['two addresses', ['127.0.0.1:53', '[::1]:53'], {}, WILDCARDS],
  ['a wildcard', ['0.0.0.0:53'], {}, WILDCARDS],
  [
    'an address, with bind-interfaces',
    ['192.168.1.101:53'],
    { 'bind-interfaces': true },
    ['udp 192.168.1.101:53', 'tcp 192.168.1.101:53'],
  ],
  [
    'a wildcard, with bind-interfaces',
    ['0.0.0.0:53'],
    { 'bind-interfaces': true },
    ['udp 0.0.0.0:53', 'tcp 0.0.0.0:53'],
  ],
])('dnsmasq binds the wildcards unless it is told not to: %s', (_, listen, options, sockets) => {
  expect(socketsOf('dnsmasq', listen, options)).toEqual(sockets);
});

// Seen with Apache 2.4 of Debian 12: each of these exits.
test.each([[['80', '[::]:80']], [['80', '80']], [['127.0.0.1:80', '127.0.0.1:80']]])(
  'apache that is told one address twice does not start: %j',
  (listen) => {
    expect(verdictsOf(judged(`services: [${JSON.stringify({ id: 's', profile: 'apache', listen })}]`))).toEqual({
      s: 'exits',
    });
  },
);

import { describe, expect, it } from 'vitest';
import { PROFILES } from '../../../src/config/profiles.ts';
import { INPUT_READERS } from '../../../src/inputs/read-input.ts';
import { formatEndpoint } from '../../../src/model/address.ts';
import { resolvedProfile } from '../../../src/model/profile.ts';
import { expandLines } from '../../../src/plan/services/expand.ts';

/** The sockets of a nginx.conf, in their order. */
function sockets(text: string): string[] {
  const read = INPUT_READERS.nginx(text, 'f', { environment: {}, root: true });
  if (!read.ok) throw new Error(read.error[0]?.message);
  const lines = read.value.services.flatMap((one) => one.lines);
  return expandLines(resolvedProfile(PROFILES, 'nginx'), lines, { own: [], names: {} }).map(({ choices: [first] }) =>
    first === undefined ? '' : formatEndpoint(first.address, first.port),
  );
}

// nginx 1.22.1 tries both, and the second one gets EADDRINUSE.
describe('the sockets of http and of stream', () => {
  it.each([
    ['stream { server { listen 127.0.0.1:80; } } http { server { listen 80; } }', ['127.0.0.1:80', '0.0.0.0:80']],
    ['stream { server { listen 80; } } http { server { listen 127.0.0.1:80; } }', ['0.0.0.0:80', '127.0.0.1:80']],
    ['stream { server { listen 80; } } http { server { listen 80; } }', ['0.0.0.0:80', '0.0.0.0:80']],
    ['http { server { listen 80; } server { listen 127.0.0.1:80; } }', ['0.0.0.0:80']],
    ['stream { server { listen 80; listen 127.0.0.1:80; } }', ['0.0.0.0:80']],
  ])('are never one, those of one block are: %s', (text, expected) => {
    expect(sockets(text)).toEqual(expected);
  });
});

import { describe, expect, it } from 'vitest';
import type { HeldSocket } from '../../../src/model/host.ts';
import { openInWords } from '../../../src/report/services/view.ts';
import { address, judged } from './cast.ts';

describe('a reload', () => {
  it('to an address of the wildcard that is open is refused, and the old socket stays', () => {
    const report = judged(
      'services:\n  - { id: live, profile: nginx, listen: 80, reload: { listen: "192.168.1.101:80" } }',
    );
    expect(report.services[0]).toMatchObject({ verdict: 'degraded', lost: ['192.168.1.101:80'] });
    expect(report.answers['tcp/80']?.['10.10.2.102']).toEqual(['live']);
  });

  it('to another port closes the old one', () => {
    const report = judged('services:\n  - { id: live, profile: nginx, listen: 80, reload: { listen: 81 } }');
    expect(report.services[0]).toMatchObject({ verdict: 'up', lost: [] });
    expect(report.answers['tcp/80']).toBeUndefined();
    expect(report.answers['tcp/81']?.['127.0.0.1']).toEqual(['live']);
  });

  it('that is refused loses the new lines alone: what is on both lists stays open', () => {
    const { services } = judged(`
services:
  - { id: other, profile: haproxy, listen: 8443 }
  - { id: live, profile: nginx, listen: [80, 443], reload: { listen: [443, 8442, 8443] } }
`);
    expect(services[1]).toMatchObject({ verdict: 'degraded', lost: ['0.0.0.0:8442', '0.0.0.0:8443'] });
    // What it opened before the refused call is closed again.
    expect(openInWords(services[1]!)).toBe('0.0.0.0:80, 0.0.0.0:443');
  });

  it('closes the sockets of lines that are no more', () => {
    const { services } = judged(
      'services:\n  - { id: live, profile: nginx, listen: [80, 81], reload: { listen: [81, 82] } }',
    );
    expect(services[0]?.sockets.map(({ port, closed }) => [port, closed])).toEqual([
      [80, true],
      [81, undefined],
      [82, undefined],
    ]);
    expect(openInWords(services[0]!)).toBe('0.0.0.0:81, 0.0.0.0:82');
  });

  it('keeps a socket as it is: IPv4 is lost where the old line had IPv6 alone (seen with nginx 1.22)', () => {
    const { services, answers } = judged(`
services:
  - id: live
    profile: nginx
    listen: "[::]:80"
    reload: { listen: { endpoint: "[::]:80", options: { "ipv6only=off": true } } }
`);
    expect(services[0]).toMatchObject({
      verdict: 'degraded',
      lost: ['[::]:80'],
      why: 'a reload keeps [::]:80 as it is, for IPv6 alone',
    });
    expect(answers['tcp/80']).toMatchObject({ '127.0.0.1': [], '::1': ['live'] });
  });

  it('with reuseport sets it on a socket that it keeps, and beside that opens others (seen with nginx 1.22)', () => {
    const { services, answers } = judged(`
services:
  - id: live
    profile: nginx
    listen: { endpoint: "[::]:80", options: { "ipv6only=off": true } }
    reload:
      listen:
        - { endpoint: "[::]:80", options: { "ipv6only=off": true, reuseport: true } }
        - { endpoint: "0.0.0.0:80", options: { reuseport: true } }
`);
    expect(services[0]).toMatchObject({ verdict: 'up', lost: [], failed: [] });
    expect(answers['tcp/80']).toMatchObject({ '127.0.0.1': ['live'], '::1': ['live'] });
    // One for each worker, as the new lines have it.
    expect(services[0]?.sockets.map(({ address: { ip }, closed }) => [ip, closed])).toEqual([
      ['::', undefined],
      ['0.0.0.0', undefined],
      ['::', undefined],
      ['0.0.0.0', undefined],
    ]);
  });

  it('that was done before is the service itself, which runs there', () => {
    const held: HeldSocket = {
      protocol: 'tcp',
      address: address('192.168.1.101'),
      port: 81,
      state: 'LISTEN',
      uid: 0,
      inode: 7,
      reuseaddr: true,
      reuseport: false,
      owners: [{ pid: 812, command: 'nginx' }],
    };
    const report = judged(
      'services:\n  - { id: live, profile: nginx, listen: 80, reload: { listen: "192.168.1.101:81" } }',
      [held],
    );
    expect(report.services[0]).toMatchObject({ verdict: 'up', running: true });
    expect(report.neighbours).toEqual([]);
  });
});

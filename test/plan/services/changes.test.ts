import { expect, test } from 'vitest';
import { parseConfig } from '../../../src/config/file.ts';
import { judgePlan } from '../../../src/judge/services/judge-plan.ts';
import type { HeldSocket, LocalAddress } from '../../../src/model/host.ts';
import { changesOf } from '../../../src/plan/services/changes.ts';
import { withLines } from '../../../src/plan/services/lines.ts';
import { readyPlan } from '../../../src/plan/services/ready.ts';
import { address, BOOK, HOST } from '../../judge/services/cast.ts';

/** The changes to a plan of one part, and those of them by which all are up. */
function changes(services: string, held: readonly HeldSocket[] = [], host = HOST): { all: string[]; help: string[] } {
  const file = parseConfig('plan.yaml', `version: 1\nservices:\n${services}`);
  const lined = file.ok && file.value.plan !== undefined ? withLines(file.value.plan) : undefined;
  if (lined?.ok !== true) throw new Error('no plan');
  const place = { host, names: { localhost: [address('127.0.0.1')] }, held };
  const ready = readyPlan(lined.value, place);
  if (!ready.ok) throw new Error('not ready');
  const report = judgePlan(ready.value, BOOK);
  const ids = new Set(report.services.map(({ id }) => id));
  const wrong = new Set(report.services.filter(({ verdict }) => verdict !== 'up').map(({ id }) => id));
  const found = changesOf(lined.value, { ids, wrong, orders: report.orders, neighbours: report.neighbours }, place);
  const help = found.filter(({ plan }) => {
    const changed = readyPlan(plan, place);
    return changed.ok && judgePlan(changed.value, BOOK).services.every(({ verdict }) => verdict === 'up');
  });
  return { all: found.map(({ change }) => change), help: help.map(({ change }) => change) };
}

test('a reload beside its own wildcard is helped by a word that the server also sets on the socket that it keeps', () => {
  const reload = (lines: string) =>
    changes(
      `  - { id: live, profile: nginx, listen: "[::]:80", options: { "ipv6only=off": true }, reload: { listen: ${lines} } }`,
    );
  const word = 'live: set reuseport, so that its own sockets may share the port';
  expect(reload('["[::]:80", "0.0.0.0:80"]').help).toContain(word);
  // Seen with nginx 1.22: an old socket that the new lines do not name has no SO_REUSEPORT, and refuses the new one.
  expect(reload('"192.168.1.101:80"').help).not.toContain(word);
});

test('a reload changes no line that is kept: nginx leaves its socket as it is, without a word', () => {
  const dual = '{ endpoint: "[::]:80", options: { "ipv6only=off": true } }';
  const kept = changes(
    `  - { id: live, profile: nginx, listen: ${dual}, reload: { listen: [${dual}, "0.0.0.0:80"] } }`,
  );
  expect(kept.help.filter((change) => change.includes('ipv6only'))).toEqual([]);
  const fresh = changes(`  - { id: live, profile: nginx, listen: 80, reload: { listen: [80, ${dual}] } }`);
  expect(fresh.help).toContain('live: set ipv6only=on on its new lines, so that its IPv6 socket leaves IPv4 to others');
});

test('of a service that runs the new lines are changed, or it is restarted', () => {
  const { all, help } = changes(
    '  - { id: live, profile: nginx, listen: 80, reload: { listen: ["[::]:80", "192.168.1.101:80"] } }',
  );
  expect(all).not.toContain('live: listen on 192.168.1.101:80 and 10.10.2.102:80 instead of 80');
  expect(help).toEqual([
    'live: leave out the new line 192.168.1.101:80',
    'live: restart it instead of a reload, so that its old sockets are closed first',
    'live: listen on port 8080 instead of 80',
  ]);
});

test('no link-local address takes the place of a wildcard', () => {
  const own: LocalAddress = { address: address('fe80::7%v0'), interface: 'v0', prefix: 64, state: 'ok', link: 'up' };
  const two = '  - { id: a, profile: nginx, listen: "[::1]:80" }\n  - { id: b, profile: nginx, listen: "[::]:80" }';
  const { all } = changes(two, [], { ...HOST, addresses: [...HOST.addresses, own] });
  expect(all.filter((change) => change.includes('instead of [::]:80'))).toEqual([
    'b: listen on [fd00:1::101]:80 instead of [::]:80',
  ]);
});

test('over connections that were left behind a plain server may set SO_REUSEADDR', () => {
  const { help } = changes(
    '  - { id: old, profile: haproxy, listen: 8000, ended: { leaves: ESTABLISHED } }\n  - { id: new, profile: plain, listen: 8000 }',
  );
  expect(help[0]).toBe('new: set reuseaddr, so that it starts over connections that were left behind');
  expect(help.filter((change) => change.startsWith('old'))).toEqual([]);
});

test('two services on one port are not: they would share it', () => {
  const { all, help } = changes('  - { id: a, profile: nginx, listen: 80 }\n  - { id: b, profile: node, listen: 80 }');
  expect(all).toContain('a: set reuseport, so that its own sockets may share the port');
  expect(help.filter((change) => /reuse/i.test(change))).toEqual([]);
});

test('a service is moved to a port that nothing listens on', () => {
  const held: HeldSocket = {
    protocol: 'tcp',
    address: address('0.0.0.0'),
    port: 8080,
    state: 'LISTEN',
    uid: 0,
    inode: 1,
    reuseaddr: false,
    reuseport: false,
    owners: [],
  };
  const two = '  - { id: a, profile: nginx, listen: 80 }\n  - { id: b, profile: plain, listen: 80 }';
  expect(changes(two).help).toContain('b: listen on port 8080 instead of 80');
  expect(changes(two, [held]).help).toContain('b: listen on port 81 instead of 80');
});

test('dnsmasq is told to bind its addresses alone, by its word for it', () => {
  const stub = '  - { id: stub, profile: systemd-resolved }\n';
  const word = 'dns: set bind-interfaces, so that it is bound to its addresses, and to no wildcard';
  expect(changes(`${stub}  - { id: dns, profile: dnsmasq, listen: "192.168.1.101:53" }`).help[0]).toBe(word);
  const two = changes(
    '  - { id: other, profile: plain, listen: "192.168.1.101:53" }\n  - { id: dns, profile: dnsmasq, listen: 53 }',
  );
  expect(two.help).not.toContain(word);
  expect(two.help).toContain('dns: set bind-interfaces, and listen on 10.10.2.102:53 instead of 53');
});

test('a word that says a family keeps it: no IPv4 address takes the place of an IPv6 wildcard', () => {
  const two = (words: string) =>
    changes(
      `  - { id: a, profile: plain, listen: "[::1]:9000" }\n  - { id: b, profile: socat, listen: { endpoint: 9000, options: { ${words} } } }`,
    ).all.filter((change) => change.startsWith('b: listen on') && !change.includes('port'));
  expect(two('TCP6-LISTEN: true')).toEqual(['b: listen on [fd00:1::101]:9000 instead of 9000']);
  expect(two('reuseaddr: true')).toEqual(['b: listen on 192.168.1.101:9000 and 10.10.2.102:9000 instead of 9000']);
});

test('a server whose wildcard is dual-stack may open one family alone', () => {
  const { help } = changes(
    '  - { id: a, profile: plain, listen: { endpoint: "[::]:9000", options: { v6only: true } } }\n  - { id: b, profile: go, listen: 9000 }',
  );
  expect(help[0]).toBe('b: set tcp4, so that it takes IPv4 alone');
});

test('an address that another service has over another protocol is free', () => {
  const { all } = changes(
    '  - { id: a, profile: plain, listen: "127.0.0.1:53" }\n  - { id: b, profile: plain, listen: 53 }\n  - { id: c, profile: node-udp, listen: "192.168.1.101:53" }',
  );
  expect(all).toContain('b: listen on 192.168.1.101:53 and 10.10.2.102:53 instead of 53');
});

test('an address that the host has not becomes one that it has, or is bound by the word for that', () => {
  const vip = (profile: string) => changes(`  - { id: vip, profile: ${profile}, listen: "198.51.100.7:80" }`).help;
  expect(vip('nginx')).toEqual([
    'vip: listen on 192.168.1.101:80 instead of 198.51.100.7:80',
    'vip: listen on 10.10.2.102:80 instead of 198.51.100.7:80',
  ]);
  expect(vip('systemd-socket')[0]).toBe('vip: set FreeBind, so that it may bind an address that the host has not yet');
});

import { expect, test } from 'vitest';
import { judgePlan } from '../../../src/judge/services/judge-plan.ts';
import { planHost } from '../../../src/plan/services/plan-host.ts';
import { environmentOf, ruleSet } from '../../../src/rules/index.ts';
import { HOST, readied, verdictsOf } from '../../judge/services/cast.ts';

const PLAN = readied(
  'services:\n  - { id: vip, profile: nginx, listen: "198.51.100.7:80" }\n  - { id: dev, profile: haproxy, listen: 81, options: { interface: eth9 } }',
);

const verdicts = (lacking: 'added' | 'absent') => {
  const { host, lacks } = planHost(HOST, PLAN, lacking);
  const report = judgePlan(PLAN, { rules: ruleSet('linux'), env: environmentOf(host, []) });
  return {
    lacks: lacks.map(({ ip }) => ip),
    verdicts: verdictsOf(report),
    first: report.services[0]?.failed[0]?.errno,
  };
};

test('in a sandbox a plan has the addresses and devices that the host lacks', () => {
  expect(verdicts('added')).toEqual({ lacks: ['198.51.100.7'], verdicts: { vip: 'up', dev: 'up' }, first: undefined });
});

test('in a sandbox it has the addresses at which somebody should answer, too', () => {
  const plan = readied(
    'services: [{ id: edge, profile: nginx, listen: 80 }]\nserves: [{ endpoint: "198.51.100.8:80", by: edge }]',
  );
  const status = (lacking: 'added' | 'absent') => {
    const { host, lacks } = planHost(HOST, plan, lacking);
    const { serves } = judgePlan(plan, { rules: ruleSet('linux'), env: environmentOf(host, []) });
    return [lacks.map(({ ip }) => ip), serves[0]?.status];
  };
  expect(status('added')).toEqual([['198.51.100.8'], 'met']);
  expect(status('absent')).toEqual([['198.51.100.8'], 'unmet']);
});

test('on the host as it is they are missing', () => {
  expect(verdicts('absent')).toEqual({
    lacks: ['198.51.100.7'],
    verdicts: { vip: 'exits', dev: 'exits' },
    first: 'EADDRNOTAVAIL',
  });
});

test('a link-local address that the host lacks is on the device that it names', () => {
  const plan = readied('services:\n  - { id: own, profile: plain, listen: ["[fe80::7%eth9]:80", "198.51.100.7:80"] }');
  const { host, sandbox } = planHost(HOST, plan, 'added');
  const report = judgePlan(plan, { rules: ruleSet('linux'), env: environmentOf(host, []) });
  expect(verdictsOf(report)).toEqual({ own: 'up' });
  expect(sandbox.devices).toContainEqual({ name: 'eth9', addresses: ['fe80::7/64'] });
});

test('a group, and the broadcast address of a subnet, are no addresses that a host lacks', () => {
  const plan = readied(`services:
  - { id: nmbd, profile: plain, listen: [{ endpoint: "192.168.1.101:137", protocol: udp }, { endpoint: "192.168.1.255:137", protocol: udp }] }
  - { id: mdns, profile: node-udp, listen: 5353, options: { reuseAddr: true } }
  - { id: group, profile: plain, listen: { endpoint: "224.0.0.251:5353", protocol: udp, options: { reuseaddr: true } } }`);
  const { host, lacks } = planHost(HOST, plan, 'added');
  expect(lacks).toEqual([]);
  const report = judgePlan(plan, { rules: ruleSet('linux'), env: environmentOf(host, []) });
  // Each socket gets a copy of what is sent to the group, so that none takes it from another.
  expect(verdictsOf(report)).toEqual({ nmbd: 'up', mdns: 'up', group: 'up' });
  expect(Object.keys(report.answers['udp/5353'] ?? {})).not.toContain('224.0.0.251');
});

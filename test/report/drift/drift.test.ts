import { describe, expect, it } from 'vitest';
import { driftExit } from '../../../src/commands/terminal/exit-codes.ts';
import { diffDocument } from '../../../src/contracts/diff.ts';
import type { Drift } from '../../../src/model/drift.ts';
import { driftCounts, driftState } from '../../../src/report/index.ts';
import { asUserSees, nginx, web, withSockets } from '../../judge/drift/snapshots.ts';
import { DRIFTS, driftOf, upgraded, written } from './drifts.ts';

const drift = (name: string): Drift => {
  const one = DRIFTS[name];
  if (one === undefined) throw new Error(name);
  return one;
};

describe('what changed, for people', () => {
  it('names each change, what it means, and the verdicts that flip', () => {
    expect(written('terminal', drift('changed'))).toMatchInlineSnapshot(`
      "CHANGED: 6 changes on web-1 between before.json and after.json; 3 verdicts flip,
      3 to unmet

      LISTENERS
        - tcp 192.0.2.10:22 of sshd (root) is gone
            nobody answers there
        + tcp 192.0.2.10:3128 of squid (proxy) is new
            nobody answered there before
        ~ tcp 0.0.0.0:80 of nginx (root), nginx (www-data): SO_REUSEPORT off before,
          on now
            another socket of uid 0 with SO_REUSEPORT may share the port, and takes a
            part of the clients
        ~ tcp 0.0.0.0:80 of nginx (root), nginx (www-data): sockets alike 1 before,
          4 now
            clients are divided among 4 sockets

      ADDRESSES
        ~ address 192.0.2.10 moved from eth0 to eth1
            sockets that are bound to eth0 do not get its clients

      INTERFACES
        + interface eth1 is new, up

      VERDICTS   what the rules foresee on each side; nothing was opened
        ✗ cache: up before, exits now
            bind 192.0.2.10:3128 gets EADDRINUSE, by squid
            (linux.same-address-listening)
            plan.yaml:4:42
        ✗ jump: exits before, up now
            every socket is open
            plan.yaml:5:11
        ✗ 0.0.0.0 alone, port 22: bind:EADDRINUSE: met before, unmet now
            0.0.0.0 alone: observed ok (linux.port-free)
            plan.yaml:9:5
        the other 2 as before
      "
    `);
  });

  it('says in one line that nothing changed', () => {
    expect(written('terminal', drift('none'))).toMatchInlineSnapshot(`
      "NO CHANGE on web-1 between before.json and after.json

      VERDICTS   what the rules foresee on each side; nothing was opened
        all 5 as before
      "
    `);
  });

  it('says what cannot be compared, and why', () => {
    expect(written('terminal', drift('seen in part'))).toMatchInlineSnapshot(`
      "NO CHANGE on web-1 between before.json and after.json; 3 could not be compared

      VERDICTS   what the rules foresee on each side; nothing was opened
        all 5 as before

      UNKNOWN    no change, as far as can be seen
        ? SO_REUSEADDR of 2 listeners cannot be compared: unknown in after.json
          (only root sees the sockets of other users’ processes)
        ? SO_REUSEPORT of 2 listeners cannot be compared: unknown in after.json
          (only root sees the sockets of other users’ processes)
        ? the owner of 2 listeners cannot be compared: unknown in after.json (only
          root sees the sockets of other users’ processes)
      "
    `);
  });

  it('is a table in Markdown', () => {
    expect(written('markdown', drift('changed'))).toMatchInlineSnapshot(`
      "## CHANGED: 6 changes on web-1 between before.json and after.json; 3 verdicts flip, 3 to unmet

      | what changed | what it means |
      | --- | --- |
      | tcp 192.0.2.10:22 of sshd (root) is gone | nobody answers there |
      | tcp 192.0.2.10:3128 of squid (proxy) is new | nobody answered there before |
      | tcp 0.0.0.0:80 of nginx (root), nginx (www-data): SO_REUSEPORT off before, on now | another socket of uid 0 with SO_REUSEPORT may share the port, and takes a part of the clients |
      | tcp 0.0.0.0:80 of nginx (root), nginx (www-data): sockets alike 1 before, 4 now | clients are divided among 4 sockets |
      | address 192.0.2.10 moved from eth0 to eth1 | sockets that are bound to eth0 do not get its clients |
      | interface eth1 is new, up |  |

      | verdict | by the rules | why | rule | written at |
      | --- | --- | --- | --- | --- |
      | cache | up before, exits now | bind 192.0.2.10:3128 gets EADDRINUSE, by squid | \`linux.same-address-listening\` | plan.yaml\`:4:42\` |
      | jump | exits before, up now | every socket is open |  | plan.yaml\`:5:11\` |
      | 0.0.0.0 alone, port 22: bind:EADDRINUSE | met before, unmet now | 0.0.0.0 alone: observed ok | \`linux.port-free\` | plan.yaml\`:9:5\` |
      "
    `);
  });
});

describe('what changed, for programs', () => {
  it.each(Object.keys(DRIFTS))('is JSON by its contract where it is %s', (name) => {
    expect(diffDocument.safeParse(JSON.parse(written('json', drift(name)))).error).toBeUndefined();
  });

  it('is a warning of a plugin', () => {
    expect(written('nagios', drift('without a plan'))).toMatchInlineSnapshot(`
      "BINDMATRIX WARNING - 6 changed; tcp 192.0.2.10:22 of sshd (root) is gone | 'met'=2;;;0;8 'unmet'=6;;0;0;8 'inconclusive'=0;;;0;8 'skipped'=0;;;0;8 'time'=0.250s;;;0
      changed: tcp 192.0.2.10:22 of sshd (root) is gone: nobody answers there
      changed: tcp 192.0.2.10:3128 of squid (proxy) is new: nobody answered there before
      changed: tcp 0.0.0.0:80 of nginx (root), nginx (www-data): SO_REUSEPORT off before, on now: another socket of uid 0 with SO_REUSEPORT may share the port, and takes a part of the clients
      changed: tcp 0.0.0.0:80 of nginx (root), nginx (www-data): sockets alike 1 before, 4 now: clients are divided among 4 sockets
      changed: address 192.0.2.10 moved from eth0 to eth1: sockets that are bound to eth0 do not get its clients
      changed: interface eth1 is new, up
      "
    `);
  });

  it.each([
    ['none', 0, 'OK'],
    ['changed', 1, 'CRITICAL'],
    ['without a plan', 1, 'WARNING'],
    ['seen in part', 3, 'UNKNOWN'],
  ])('%s: exit code %i, or %s', (name, code, state) => {
    expect([driftExit(driftCounts(drift(name))), driftState(drift(name))]).toEqual([code, state]);
  });

  it('a verdict that is as expected now is no failure, and that it flipped is said', async () => {
    expect(driftState(await driftOf(upgraded, web))).toBe('WARNING');
    const proxyGone = await driftOf(withSockets(...upgraded.sockets), withSockets(nginx), CACHE);
    expect(driftState(proxyGone)).toBe('WARNING');
    expect(written('tap', proxyGone)).toMatch(/^ok \d+ - plan.yaml: cache: .*: exits before, up now$/m);
  });

  it('who looked decides about no verdict', async () => {
    const { flips } = driftCounts(await driftOf(web, asUserSees(web)));
    expect(flips).toBe(0);
    expect(driftCounts(await driftOf(asUserSees(upgraded), upgraded)).flips).toBe(0);
  });

  it('a plan that fits only one of the hosts is not found out on the other', async () => {
    const onEth1 = 'version: 1\nservices:\n  - { id: web, profile: nginx, listen: "iface:eth1 80" }\n';
    const { flips, unknown } = driftCounts(await driftOf(web, upgraded, onEth1));
    expect([flips, unknown]).toEqual([0, 1]);
  });
});

const CACHE = 'version: 1\nservices:\n  - { id: cache, profile: plain, listen: "192.0.2.10:3128" }\n';

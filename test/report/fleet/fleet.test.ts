import { Parser } from 'tap-parser';
import { describe, expect, test } from 'vitest';
import { eventsDocument } from '../../../src/contracts/events.ts';
import { fleetDocument } from '../../../src/contracts/fleet.ts';
import { fleetPluginState } from '../../../src/report/index.ts';
import { mixedFleet, wicked, written } from './fleets.ts';

const FLEET = await mixedFleet();
const ALL = [
  ['mixed', FLEET],
  ['wicked', wicked(FLEET)],
  ['empty', { ...FLEET, hosts: [] }],
] as const;

test('people see one line a host, and each finding once', () => {
  expect(written('terminal', FLEET)).toMatchInlineSnapshot(`
    "NO: 3 of 6 hosts are not as expected, 1 cannot be judged

    HOSTS      plan.yaml, by the rules of each kernel; nothing was opened
      ✗ web1  Linux  edge up, admin exits
      ✗ web2  Linux  edge up, admin exits
      ✗ web3  Linux  edge up, admin exits
      ✓ gw    Linux  edge up
      – db1   Linux  no service is for it
      ? cut          cannot be judged

    UNMET      what is not as expected, and why
      web1, web2: admin does not start: bind 192.0.2.5:80 gets EADDRINUSE, by edge
          edge (0.0.0.0:80) listens, and ANY includes every specific address:
            admin (192.0.2.5:80) overlaps it (linux.wildcard-overlaps-listener)
      web3: admin does not start: bind 192.0.2.5:80 gets EADDRNOTAVAIL
          admin (192.0.2.5:80) names an address that this host does not have
            (linux.address-not-local)

    UNKNOWN    what could not be judged, and why
      cut: cut.json:1:12: it is not JSON: it ends too early

    ASSUMED    what the files do not say
      ip -j addr (5 hosts): the kernel is the newest that the rules know, settings
        are those of a fresh kernel, nothing else listens, localhost is ::1 and
        127.0.0.1, root starts the services
    "
  `);
});

test('Markdown has a table of the hosts', () => {
  expect(written('markdown', FLEET)).toMatchInlineSnapshot(`
    "# Services of hosts

    **NO: 3 of 6 hosts are not as expected, 1 cannot be judged**

    \`plan.yaml\`, by the rules of each kernel; nothing was opened.

    |  | host | kernel | services |
    | --- | --- | --- | --- |
    | ✗ | \`web1\` | Linux | edge up, admin exits |
    | ✗ | \`web2\` | Linux | edge up, admin exits |
    | ✗ | \`web3\` | Linux | edge up, admin exits |
    | ✓ | \`gw\` | Linux | edge up |
    | – | \`db1\` | Linux | no service is for it |
    | ? | \`cut\` |  | cannot be judged |

    Unmet:

    - web1, web2: admin does not start: bind 192.0.2.5:80 gets EADDRINUSE, by edge. edge (0.0.0.0:80) listens, and ANY includes every specific address: admin (192.0.2.5:80) overlaps it (linux.wildcard-overlaps-listener)
    - web3: admin does not start: bind 192.0.2.5:80 gets EADDRNOTAVAIL. admin (192.0.2.5:80) names an address that this host does not have (linux.address-not-local)

    Unknown:

    - cut: cut.json\`:1:12:\` it is not JSON: it ends too early

    Assumed:

    - ip -j addr (5 hosts): the kernel is the newest that the rules know, settings are those of a fresh kernel, nothing else listens, localhost is \`::1\` and 127.0.0.1, root starts the services
    "
  `);
});

describe.each(ALL)('a report that is %s', (_name, fleet) => {
  test('is by its schema in JSON', () => {
    const json = fleetDocument.parse(JSON.parse(written('json', fleet)));
    expect(json.hosts.map(({ status }) => status)).toEqual(fleet.hosts.map(({ status }) => status));
  });

  test('has one line a host in ndjson', () => {
    const lines = written('ndjson', fleet).trimEnd().split('\n');
    const events = lines.map((line) => eventsDocument.parse(JSON.parse(line)));
    expect(events.map(({ type }) => type)).toEqual(['run', ...fleet.hosts.map(() => 'host'), 'summary']);
  });

  test('is read by tap-parser, strict', () => {
    const parser = new Parser({ strict: true });
    parser.end(written('tap', fleet));
    const failures = parser.results?.failures.filter((one) => 'name' in one);
    expect(failures).toHaveLength(fleet.hosts.length === 0 ? 0 : 4);
    expect(parser.results?.failures).toEqual(failures);
  });

  test('has one suite a host in JUnit', () => {
    const text = written('junit', fleet);
    expect(text.match(/<testsuite /g) ?? []).toHaveLength(fleet.hosts.length);
  });

  test('steers no terminal', () => {
    for (const format of ['terminal', 'markdown', 'nagios', 'github', 'prometheus'] as const)
      expect(written(format, fleet)).not.toMatch(/(?!\n)\p{Cc}/u);
  });
});

test('metrics bear the name of the host', () => {
  const lines = written('prometheus', FLEET).split('\n');
  expect(lines.filter((line) => line.startsWith('bindmatrix_met'))).toEqual([
    'bindmatrix_met{kind="service",id="edge",host="web1"} 1',
    'bindmatrix_met{kind="service",id="admin",host="web1"} 0',
    'bindmatrix_met{kind="service",id="edge",host="web2"} 1',
    'bindmatrix_met{kind="service",id="admin",host="web2"} 0',
    'bindmatrix_met{kind="service",id="edge",host="web3"} 1',
    'bindmatrix_met{kind="service",id="admin",host="web3"} 0',
    'bindmatrix_met{kind="service",id="edge",host="gw"} 1',
  ]);
});

test('a plugin names the first host that is unmet', () => {
  expect(fleetPluginState(FLEET)).toBe('CRITICAL');
  expect(written('nagios', FLEET).split('\n')[0]).toBe(
    "BINDMATRIX CRITICAL - 4 of 9 met, 3 unmet, 1 inconclusive, 1 skipped; web1: admin: exits: bind 192.0.2.5:80 gets EADDRINUSE, by edge | 'met'=4;;;0;9 'unmet'=3;;0;0;9 'inconclusive'=1;;;0;9 'skipped'=1;;;0;9 'time'=0.250s;;;0",
  );
});

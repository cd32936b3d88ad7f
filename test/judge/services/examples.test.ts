import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgePlan } from '../../../src/judge/services/judge-plan.ts';
import { planAnswer } from '../../../src/report/services/answer.ts';
import { BOOK, readied, verdictsOf } from './cast.ts';

const FOLDER = 'config/examples/services';

/** By the file: the verdicts, and for the first service that is not up the call that is refused. */
const EXPECTED: Readonly<Record<string, readonly [Readonly<Record<string, string>>, string?]>> = {
  'apache-and-nginx': [{ edge: 'up', old: 'degraded' }, 'bind [::]:80 EADDRINUSE edge'],
  'dnsmasq-and-stub': [{ stub: 'up', lan: 'exits' }, 'bind 0.0.0.0:53 EADDRINUSE stub'],
  'haproxy-then-nginx': [{ admin: 'up', edge: 'exits' }, 'bind 0.0.0.0:80 EADDRINUSE admin'],
  'named-after-dnsmasq': [{ lan: 'shares', zone: 'shares' }],
  'nginx-and-haproxy': [{ edge: 'up', admin: 'exits' }, 'bind 10.10.2.102:80 EADDRINUSE edge'],
  'nginx-reuseport-and-haproxy': [{ edge: 'shares', admin: 'shares' }],
  'nginx-two-lines': [{ web: 'exits' }, 'bind [::]:80 EADDRINUSE web'],
  'node-and-nginx': [{ app: 'up', edge: 'exits' }, 'bind 0.0.0.0:80 EADDRINUSE app'],
  'restart-over-time-wait': [{ new: 'exits' }, 'bind 0.0.0.0:8000 EADDRINUSE old'],
  'two-haproxy': [{ blue: 'shares', green: 'shares' }],
  'two-postgres': [{ main: 'up', replica: 'degraded' }, 'bind 0.0.0.0:5432 EADDRINUSE main'],
  'two-sshd': [{ rescue: 'up', ssh: 'degraded' }, 'bind 0.0.0.0:22 EADDRINUSE rescue'],
};

const judgedFile = (name: string) =>
  judgePlan(readied(readFileSync(`${FOLDER}/${name}.yaml`, 'utf8').replace(/^version: 1$/m, '')), BOOK);

describe('the plans of config/examples/services', () => {
  it('are all of them, beside the one that reads a compose file', () => {
    const files = readdirSync(FOLDER).filter((name) => !/compose/.test(name));
    expect(files.sort()).toEqual(Object.keys(EXPECTED).map((name) => `${name}.yaml`));
  });

  it.each(Object.entries(EXPECTED))('%s comes out as it is written there', (name, [verdicts, refusal]) => {
    const report = judgedFile(name);
    expect(verdictsOf(report)).toEqual(verdicts);
    const [first] = report.services.flatMap(({ failed }) => failed);
    if (refusal !== undefined)
      expect(`${first?.call} ${first?.endpoint} ${first?.errno} ${first?.holder}`).toBe(refusal);
    expect(
      [...report.services, ...report.serves].map(({ status }) => status).filter((status) => status !== 'met'),
    ).toEqual([]);
    expect(planAnswer(report)).toMatch(/^AS EXPECTED: /);
  });

  it('named after dnsmasq loses TCP and takes all of UDP', () => {
    const zone = judgedFile('named-after-dnsmasq').services[1]!;
    expect(zone.lost).toEqual(['127.0.0.1:53', '192.168.1.101:53', '10.10.2.102:53', '[::1]:53', '[fd00:1::101]:53']);
    expect(new Set(zone.shares.map(({ protocol, gets }) => `${protocol} ${gets}`))).toEqual(new Set(['udp all']));
  });

  it('two haproxy processes get a part each, by chance', () => {
    const report = judgedFile('two-haproxy');
    expect(new Set(report.services.flatMap(({ shares }) => shares.map(({ gets }) => gets)))).toEqual(new Set(['part']));
    expect(report.answers['tcp/443']?.['127.0.0.1']).toEqual(['blue', 'green']);
  });
});

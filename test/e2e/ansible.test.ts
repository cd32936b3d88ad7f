import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fleetDocument } from '../../src/contracts/fleet.ts';
import { canUnshare, tryCommand } from '../setup/namespace.ts';
import { type Finished, run } from '../setup/process.ts';
import { runProgram } from '../setup/program.ts';
import { type Able, describeWhere } from '../setup/where.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ANSIBLE = join(ROOT, 'config', 'ansible');
const RECIPE = join(ROOT, 'config', 'recipes', 'ansible.yml');
const SETTINGS = ['bindmatrix_in=sandbox'];

/** Root, since sshd separates its privileges; three namespaces beside one that reaches them. */
function canPlay(): Able {
  const needs = [
    process.getuid?.() === 0 || 'only root can start sshd',
    canUnshare('root'),
    tryCommand(['ansible-playbook', '--version']),
    tryCommand(['which', 'sshd']),
  ];
  return needs.find((one) => one !== true) ?? true;
}

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-ansible-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);
const namesIn = (name: string): string[] => readdirSync(at(name)).sort();

/** A command where the three hosts can be reached. */
const amongHosts = (command: readonly string[]): Promise<Finished> => {
  for (const name of readdirSync(folder).filter((one) => /^key|^web|^known|^inventory/.test(one))) rmSync(at(name));
  const isolated = ['--net', '--mount', '--uts', '--pid', '--fork', '--mount-proc', '--kill-child'];
  const script = join(import.meta.dirname, 'ansible', 'hosts.sh');
  return run(['unshare', ...isolated, 'bash', script, folder, ...command]);
};

const hostsOf = async (hosts: string) => {
  const { stdout } = await runProgram(['check', at('plan.yaml'), '--host', at(hosts), '--format', 'json']);
  return fleetDocument.parse(JSON.parse(stdout)).hosts;
};

describeWhere(canPlay(), 'Ansible, over sshd in three namespaces', () => {
  let played: Finished;

  beforeAll(async () => {
    const services = ['{ id: app, profile: node, listen: "0.0.0.0:8080" }', '{ id: edge, profile: nginx, listen: 80 }'];
    writeFileSync(at('plan.yaml'), `version: 1\nservices:\n${services.map((one) => `  - ${one}\n`).join('')}`);
    // The hosts have no Node: what is copied to them is the one file that needs none.
    const built = await run([process.execPath, join(ROOT, 'build-binary.mjs'), folder], { cwd: ROOT });
    expect(built).toMatchObject({ code: 0 });
    const given = [`executable=${at('bindmatrix')}`, `plan=${at('plan.yaml')}`, `results=${at('results')}`];
    const extra = [...given.map((one) => `bindmatrix_${one}`), ...SETTINGS].flatMap((one) => ['-e', one]);
    const play = `ansible-playbook -i ${at('inventory')} ${join(ANSIBLE, 'check.yml')} ${extra.join(' ')}`;
    const setup = `ansible all -i ${at('inventory')} -m setup --tree ${at('facts')} >${at('facts.log')}`;
    const asked = [`plan=${at('plan.yaml')}`, `facts=${at('asked')}`, `bindmatrix=${at('bindmatrix')}`];
    mkdirSync(at('asked'));
    const hosts = `{ cat ${at('inventory')}; echo 'web4 ansible_host=10.99.9.2 ansible_ssh_timeout=1'; } >${at('wider')}`;
    const judge = `ansible-playbook -i ${at('wider')} ${RECIPE} ${asked.map((one) => `-e ${one}`).join(' ')} >${at('judged')}`;
    played = await amongHosts(['bash', '-c', `${play}; code=$?; ${setup}; ${hosts}; ${judge}; exit $code`]);
  });

  test('fails for the one host on which the plan is unmet, and says why and where', () => {
    const { stdout, code } = played;
    expect(code).toBe(2);
    expect(stdout).toMatch(/web1 +: ok=\d+ +changed=0 +unreachable=0 +failed=0/);
    expect(stdout).toMatch(/web2 +: ok=\d+ +changed=0 +unreachable=0 +failed=0/);
    expect(stdout).toMatch(/web3 +: ok=\d+ +changed=0 +unreachable=0 +failed=1/);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(
      /"msg": "app exits: bind 0\.0\.0\.0:8080 gets EADDRINUSE, by python3 \(pid \d+\) \(plan\.yaml:3:11\)"/,
    );
  });

  test('leaves what was found of each host', () => {
    expect(namesIn('results/check')).toEqual(['web1.json', 'web2.json', 'web3.json']);
    const codes = namesIn('results/check').map((name) => {
      const { services } = JSON.parse(readFileSync(at(`results/check/${name}`), 'utf8'));
      return services.map(({ verdict }: { readonly verdict: string }) => verdict).join(' ');
    });
    expect(codes).toEqual(['up up', 'up up', 'exits up']);
  });

  test('describes each host, so that later plans need not ask it', async () => {
    const hosts = await hostsOf('results/hosts');
    expect(hosts.map(({ name, status }) => `${name} ${status}`)).toEqual(['web1 met', 'web2 met', 'web3 unmet']);
  });

  test('gathers facts with which hosts are judged by their addresses alone', async () => {
    const hosts = await hostsOf('facts');
    expect(hosts.map(({ name, status, shape }) => `${name} ${status} ${shape}`)).toEqual(
      ['web1', 'web2', 'web3'].map((name) => `${name} met ansible facts`),
    );
    expect(hosts[0]?.assumed).toContain('listeners');
  });

  test('judges all hosts from here by the recipe, and one that cannot be reached is not known', async () => {
    const said = readFileSync(at('judged'), 'utf8').replace(/\s+/g, ' ');
    expect(said).toMatch(/UNKNOWN: of 4 hosts 1 cannot be judged/);
    const hosts = await hostsOf('asked');
    expect(hosts.map(({ name, status }) => `${name} ${status}`)).toEqual([
      'web1 met',
      'web2 met',
      'web3 met',
      'web4 inconclusive',
    ]);
    expect(hosts[3]?.reason).toMatch(/Ansible gathered nothing: .*10\.99\.9\.2/);
  });
});

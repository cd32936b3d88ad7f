import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { GATHERED_SYSCTLS } from '../../src/discover/linux/sysctls.ts';
import { LINUX_SYSCTLS, unfollowedSysctls } from '../../src/rules/linux/sysctls.ts';

const gathered = new Set<string>(GATHERED_SYSCTLS);

/** The settings that a file of the source names, where they are read from what is known of a host. */
function sysctlsReadBy(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/(?:sysctls?\(|flag\(|sysctls\[)\s*'(net\.[\w.]+)'/g)].map(([, name]) => name ?? '');
}

const SOURCES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('src', name));

test('every setting that some file asks for is gathered', () => {
  const asked = new Set(SOURCES.flatMap(sysctlsReadBy));
  expect(asked.size).toBeGreaterThan(12);
  expect([...asked].filter((name) => !gathered.has(name))).toEqual([]);
});

test('every setting that the rules model, or judge by its value, is gathered', () => {
  const needed = LINUX_SYSCTLS.filter(({ effect, harmless }) => effect === 'modelled' || harmless !== undefined);
  const places = needed.flatMap(({ name }) => (name.includes('*') ? [name.replace('*', 'all')] : [name]));
  expect(places.filter((name) => !gathered.has(name))).toEqual([]);
});

test('every setting that is gathered has an entry of its own in the table of the rules', () => {
  const values = Object.fromEntries(GATHERED_SYSCTLS.map((name) => [name, '0']));
  expect(unfollowedSysctls(values).filter(({ ops }) => ops === undefined)).toEqual([]);
});

test.each([
  ['net.ipv4.tcp_no_such_setting', '1', [{ name: 'net.ipv4.tcp_no_such_setting', value: '1' }]],
  ['net.core.somaxconn', '1', []],
  ['net.ipv4.tcp_syn_retries', '6', []],
  ['net.ipv4.tcp_syn_retries', '1', [{ name: 'net.ipv4.tcp_syn_retries', value: '1', ops: ['connect', 'deliver'] }]],
  ['net.ipv6.conf.lo.disable_ipv6', '1', []],
  ['net.ipv6.conf.a.b.disable_ipv6', '1', [{ name: 'net.ipv6.conf.a.b.disable_ipv6', value: '1' }]],
])('%s = %s', (name, value, unfollowed) => {
  expect(unfollowedSysctls({ [name]: value })).toEqual(unfollowed);
});

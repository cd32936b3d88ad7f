import { describe, expect, test } from 'vitest';
import { explain, OPERATING_SYSTEMS, type OperatingSystem, ruleSet } from '../../src/rules/index.ts';
import { textsOf } from '../../src/rules/sentences.ts';
import { bind, pair, type Shape } from './systems.ts';

const ADDRESSES = ['0.0.0.0', '10.0.0.1', '10.0.0.2', '::', '::1', '::ffff:10.0.0.1', '192.0.2.1'];

/** Every kind of socket that a rule may ask for. */
const SHAPES: readonly Shape[] = ADDRESSES.flatMap((address) =>
  (['none', 'addr', 'port'] as const).flatMap((reuse) =>
    [false, true].flatMap((exclusive) =>
      [1000, 1001].flatMap((uid) =>
        (['LISTEN', 'TIME_WAIT'] as const).map((state) => ({ address, reuse, exclusive, uid, state })),
      ),
    ),
  ),
);

/** The rules that decide at least one of very many binds. */
function rulesInUse(os: OperatingSystem): Set<string> {
  const used = new Set<string>();
  for (const newcomer of SHAPES.filter(({ uid, state }) => uid === 1000 && state === 'LISTEN')) {
    for (const old of SHAPES) used.add(bind(os, newcomer, old)[1]);
    used.add(bind(os, { ...newcomer, v6only: true, port: 80 })[1]);
  }
  for (const udp of ['10.0.0.1', '10.0.0.2'])
    used.add(bind(os, { address: udp, protocol: 'udp' }, { address: udp, protocol: 'udp' })[1]);
  used.add(
    bind(
      os,
      { address: '10.0.0.1' },
      { address: '0.0.0.0', state: 'TIME_WAIT' },
      { address: '10.0.0.1', reuse: 'port' },
    )[1],
  );
  used.add(bind(os, { address: '::' }, { address: '10.0.0.1' }, { address: '0.0.0.0' })[1]);
  used.add(pair(os, '10.0.0.1', '10.0.0.2', { newcomer: 'exclusive' })[1]);
  for (const newcomer of ['port', 'none'] as const) used.add(pair(os, '::', '::1', { newcomer })[1]);
  return used;
}

const OTHERS = OPERATING_SYSTEMS.filter((os) => os !== 'linux');

test('six systems beside Linux', () => {
  expect(OTHERS).toEqual(['freebsd', 'macos', 'openbsd', 'netbsd', 'windows', 'illumos']);
});

describe.each(OTHERS)('the rules of %s', (os) => {
  const texts = textsOf(ruleSet(os));

  test('have ids of their own', () => {
    const ids = texts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(new RegExp(`^${os}\\.[a-z0-9-]+$`));
  });

  test('never claim to have been run', () => {
    for (const { certainty } of texts) expect(certainty).not.toBe('run');
  });

  test('explain themselves on two sockets', () => {
    for (const { id, sentence, condition, source } of texts) {
      expect(sentence, id).toMatch(/^[A-Z:].*\.$/);
      expect(condition, id).not.toBe('');
      expect(source, id).not.toBe('');
      expect(explain(id, { holder: '0.0.0.0:80', newcomer: '10.0.0.1:80' }), id).not.toMatch(/[{}]/);
    }
  });

  test('all decide somewhere', () => {
    const { checks, pairs } = ruleSet(os);
    const used = rulesInUse(os);
    const idle = [...checks, ...pairs].map(({ id }) => id.replace(`${os}.`, '')).filter((name) => !used.has(name));
    expect(idle).toEqual([]);
  });

  test('bind() alone compares sockets', () => expect(ruleSet(os).comparingCalls).toEqual(['bind']));
});

import { FIRST_QUESTION, type Question } from '../../src/site-program/question.ts';

const SYSTEMS = ['linux', 'linux@6.1', 'linux@5.10.46', 'freebsd', 'macos', 'openbsd', 'netbsd', 'windows', 'illumos'];
const ADDRESSES = [
  '192.168.1.101',
  '10.10.2.102',
  '127.0.0.1',
  '127.0.0.2',
  '0.0.0.0',
  '::',
  '::1',
  'fd00:1::101',
  '2001:db8::7',
  '::ffff:127.0.0.1',
  'any4',
  'any6',
  '224.0.0.251',
];
const REUSE = ['none', 'addr', 'port', 'addr+port', 'exclusive', 'none/addr', 'addr/none', 'port/addr+port'];

/** What a kernel that is here can try: no more. */
const TRIED_REUSE = REUSE.filter((value) => value !== 'exclusive');

/** Numbers in [0, 1) that are the same for the same seed: mulberry32. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const oneOf = <T>(next: () => number, values: readonly T[]): T => values[Math.floor(next() * values.length)] as T;

const several = (next: () => number): string[] => {
  const count = 1 + Math.floor(next() * 4);
  return [...new Set(Array.from({ length: count }, () => oneOf(next, ADDRESSES)))];
};

/** Questions of every kind. */
export const predictedQuestions = (seed: number, count: number): Question[] => {
  const next = numbers(seed);
  return Array.from({ length: count }, () => ({
    ...FIRST_QUESTION,
    predict: oneOf(next, SYSTEMS),
    address: several(next).join(','),
    port: oneOf(next, ['80', '50005', '1', '65535']),
    protocol: oneOf(next, ['tcp', 'tcp', 'udp']),
    reuse: oneOf(next, REUSE),
    v6only: oneOf(next, ['system', 'on', 'off']),
    sequence: oneOf(next, ['listen-each', 'bind-all-first']),
    device: oneOf(next, ['none', 'none', 'none', 'lo', 'eth0', 'eth0/none', 'eth0/eth1']),
    freebind: oneOf(next, ['off', 'off', 'on']),
    uid: oneOf(next, ['own', 'own', '1000', '1000/1001']),
  }));
};

/** Questions that can be tried in a sandbox. */
export const triedQuestions = (seed: number, count: number): Question[] => {
  const next = numbers(seed);
  return predictedQuestions(seed, count).map((question) => ({
    ...question,
    predict: 'linux',
    reuse: oneOf(next, TRIED_REUSE),
    uid: FIRST_QUESTION.uid,
  }));
};

/** Few addresses, so that they meet often; the plainest first. `fe80::1` lies on `lo`, 192.0.2.9 and 2001:db8::9 nowhere. */
const V4 = ['127.0.0.1', '0.0.0.0', '10.1.1.1', '127.0.0.1', '0.0.0.0', '10.1.1.1', '127.0.0.2', '192.0.2.9'] as const;
const V6 = ['::1', '::', 'fd00::1', '::', '::ffff:127.0.0.1', '::ffff:0.0.0.0', '::ffff:10.1.1.1', '::'] as const;
const RARE = [
  'fe80::1%lo',
  'fe80::1%d1',
  'fe80::1',
  '2001:db8::9',
  '::ffff:192.0.2.9',
  '127.0.0.6',
  '224.0.0.1',
  'ff02::1',
] as const;

/** What a trial draws from: `where` from 0 to 31. */
export const ADDRESSES: readonly (readonly string[])[] = [
  [...V4, ...V4, ...V4, ...V4],
  [...V4, ...V6, ...V4, ...V6],
  ['127.0.0.1', '0.0.0.0', '::', '::1', '0.0.0.0', '::', '::ffff:127.0.0.1', '::ffff:0.0.0.0'].flatMap((a) => [
    a,
    a,
    a,
    a,
  ]),
  [...V6, ...V6, ...V6, ...V6],
  [...V4, ...V6, ...V6, ...RARE],
  ['0.0.0.0', '127.0.0.1', '10.1.1.1', '::'].flatMap((a) => Array.from({ length: 8 }, () => a)),
];

const MAPPED = '::ffff:';

/** Where a client goes to reach a socket bound to `address`: its own address, or one of those that ANY includes. */
export function targetOf(address: string, choice: number): string {
  const among = TARGETS[address] ?? [address];
  return among[choice % among.length] ?? address;
}

const LOCAL4 = ['127.0.0.1', '10.1.1.1', '127.0.0.1', '127.0.0.2', '0.0.0.0', `${MAPPED}127.0.0.1`] as const;

const TARGETS: Readonly<Record<string, readonly string[]>> = {
  '0.0.0.0': LOCAL4,
  '::': ['::1', '127.0.0.1', 'fd00::1', '::', `${MAPPED}10.1.1.1`, '10.1.1.1'],
  '::ffff:0.0.0.0': LOCAL4,
  '::ffff:127.0.0.1': ['127.0.0.1', `${MAPPED}127.0.0.1`],
  '::ffff:10.1.1.1': ['10.1.1.1', `${MAPPED}10.1.1.1`],
  '127.0.0.1': ['127.0.0.1', '127.0.0.1', '127.0.0.1', `${MAPPED}127.0.0.1`, '0.0.0.0', '10.1.1.1'],
  '::1': ['::1', '::1', '::1', '::', 'fd00::1'],
};

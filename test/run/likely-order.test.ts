import { expect, test } from 'vitest';
import { inLikelyOrder } from '../../src/run/together.ts';
import { address } from '../plan/host.ts';

const [any, one, two, three] = ['0.0.0.0', '127.0.0.1', '127.0.0.2', '127.0.0.3'].map(address) as [
  ReturnType<typeof address>,
  ReturnType<typeof address>,
  ReturnType<typeof address>,
  ReturnType<typeof address>,
];
const open = [one, any, two].map((own, fd) => ({ address: own, fd }));
const order = (at: typeof any): readonly number[] => [...inLikelyOrder(open)(at)].map(({ fd }) => fd);

test('a client is looked for at the listener of its address, then at ANY, then at the others, at each once', () => {
  expect([order(two), order(any), order(three)]).toEqual([
    [2, 1, 0],
    [1, 0, 2],
    [1, 0, 2],
  ]);
});

test('a listener behind the one that has the client is not looked at', () => {
  const [first] = inLikelyOrder(open)(two);
  expect(first).toEqual({ address: two, fd: 2 });
});

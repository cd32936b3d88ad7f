import { expect, test } from 'vitest';
import { LINUX_ONLY } from '../../src/libc/linux-only.ts';
import { Netlink, withNetlink } from '../../src/libc/netlink.ts';
import {
  attribute,
  message,
  nameBytes,
  readName,
  walkAttributes,
  walkMessages,
} from '../../src/libc/netlink-message.ts';
import { ok } from '../../src/model/result.ts';
import { canEnter, inside } from '../net/inside.ts';
import { describeWhere } from '../setup/where.ts';

test('a message has its length, type, flags and sequence number before its payload', () => {
  expect(message(16, 0x405, 7, Buffer.from([1, 2]), Buffer.from([3])).toString('hex')).toBe(
    '13000000100005040700000000000000010203',
  );
});

test('an attribute is padded to four bytes, and its length is without the padding', () => {
  expect(attribute(3, nameBytes('lo')).toString('hex')).toBe('070003006c6f0000');
  expect(attribute(18, attribute(1, Buffer.from('veth'))).toString('hex')).toBe('0c0012000800010076657468');
});

test('messages are walked one after the other, until the visitor ends it', () => {
  const two = Buffer.concat([message(20, 0, 1, Buffer.from('abcd')), message(3, 0, 1)]);
  const visited: unknown[] = [];
  const end = walkMessages(
    two,
    two.length,
    (type, from, to) => visited.push([type, two.toString('latin1', from, to)]) > 0,
  );
  expect({ visited, end }).toEqual({
    visited: [
      [20, 'abcd'],
      [3, ''],
    ],
    end: true,
  });
  let first = 0;
  expect(
    walkMessages(two, two.length, (type) => {
      first = type;
      return false;
    }),
  ).toBe(false);
  expect(first).toBe(20);
});

test('attributes are walked with their types bare of NLA_F_NESTED', () => {
  const bytes = Buffer.concat([
    attribute(3, nameBytes('eth0')),
    attribute(0x8000 | 18, attribute(1, nameBytes('vrf'))),
  ]);
  const visited: unknown[] = [];
  walkAttributes(bytes, 0, bytes.length, (type, from, to) => {
    visited.push([type, type === 3 ? readName(bytes, from, to) : to - from]);
  });
  expect(visited).toEqual([
    [3, 'eth0'],
    [18, 8],
  ]);
});

test('a truncated attribute of length 0 does not stop the walk for ever', () => {
  let visited = 0;
  walkAttributes(Buffer.alloc(12), 0, 12, () => visited++);
  expect(visited).toBe(3);
});

describeWhere(canEnter(), 'a netlink socket', () => {
  const RTM = { NEWLINK: 16, GETLINK: 18, GETROUTE: 26 } as const;

  test('dumps the links of a namespace', () => {
    const links: number[] = [];
    const dumped = inside(() =>
      withNetlink(LINUX_ONLY.NETLINK_ROUTE, (netlink) =>
        netlink.dump(RTM.GETLINK, Buffer.alloc(16), (buffer, start) => links.push(buffer.readInt32LE(start + 4))),
      ),
    );
    expect(dumped).toEqual(ok(ok(undefined)));
    expect(links).toEqual([1]);
  });

  test('gives the errno of a change that the kernel refuses, and can be used again', () => {
    const outcomes = inside(() => {
      const opened = Netlink.open(LINUX_ONLY.NETLINK_ROUTE);
      if (!opened.ok) throw new Error(opened.error);
      const set = (index: number) => {
        const ifinfomsg = Buffer.alloc(16);
        ifinfomsg.writeInt32LE(index, 4);
        return opened.value.change(RTM.NEWLINK, 0, ifinfomsg);
      };
      const both = [set(99), set(1)];
      opened.value.close();
      return both;
    });
    expect(outcomes).toEqual([{ ok: false, error: 'ENODEV' }, ok(undefined)]);
  });

  test('gives the errno of an unknown protocol', () => {
    expect(Netlink.open(250)).toEqual({ ok: false, error: 'EPROTONOSUPPORT' });
  });
});

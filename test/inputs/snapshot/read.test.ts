import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHostDocument, readHostDocument } from '../../../src/inputs/snapshot/read.ts';
import { formatAddress } from '../../../src/model/address.ts';
import { heldOfSnapshot, hostOfSnapshot } from '../../../src/model/host-snapshot.ts';
import { WEB } from './documents.ts';

const TEXT = JSON.stringify(WEB, null, 1);

const complaint = (text: string): string => {
  const read = readHostDocument(text, 'web-1.json');
  return read.ok ? 'accepted' : read.error.map(({ message }) => message).join('\n');
};

const CUT = TEXT.indexOf('1,\n');
const lastLine = (offset: number): string => {
  const lines = TEXT.slice(0, offset).split('\n');
  return `${lines.length}:${(lines.at(-1)?.length ?? 0) + 1}`;
};

describe('a snapshot that is read', () => {
  it('has the host, its addresses and its listeners', () => {
    const read = readHostDocument(TEXT);
    if (!read.ok) throw new Error(read.error[0].message);
    const host = hostOfSnapshot(read.value);
    expect(host.facts.hostname).toBe('web-1');
    expect(host.addresses.map(({ address }) => formatAddress(address))).toEqual([
      '127.0.0.1',
      '::1',
      '192.0.2.10',
      'fe80::1%eth0',
    ]);
    expect(heldOfSnapshot(read.value).map(({ owners }) => owners[0]?.command)).toEqual(['nginx', 'sshd']);
  });

  it.each([
    ['nothing', '', 'web-1.json:1:1: the file is empty'],
    ['YAML', 'plan: 1', 'web-1.json:1:1: not a snapshot: invalid JSON: expected a value'],
    [
      'a file that is cut off',
      TEXT.slice(0, CUT),
      `:${lastLine(CUT)}: not a snapshot: invalid JSON: it ends too early`,
    ],
    [
      'a file that is cut off in a text',
      TEXT.slice(0, 400),
      ':23:2: not a snapshot: invalid JSON: the text that begins here',
    ],
    ['a wrong escape', '{\n "schema": "\\x"}', 'web-1.json:2:14: not a snapshot: invalid JSON: a text has'],
    ['a list', '[]', 'web-1.json:1:1: not a snapshot: it does not say "schema": "bindmatrix/host@1"'],
    [
      'another document',
      '{ "schema": "bindmatrix/held@1" }',
      'web-1.json:1:13: not a snapshot: it is bindmatrix/held@1',
    ],
    [
      'a newer schema',
      '{ "schema": "bindmatrix/host@2" }',
      '1:13: bindmatrix/host@2 is of a newer bindmatrix; this one reads',
    ],
    ['a port that is text', TEXT.replace('"port": 22', '"port": "22"'), 'sockets[1].port must be a number'],
    ['a port that is too large', TEXT.replace('"port": 22', '"port": 70000'), 'sockets[1].port must be at most 65535'],
    ['half an address', TEXT.replace('"192.0.2.10"', '"192.0.2"'), 'web-1.json:57:15: "192.0.2" is not an IP address'],
    ['a missing member', TEXT.replace('"ipv6": true,', ''), 'ipv6 must be true or false'],
    ['an unknown member', TEXT.replace('"ipv6"', '"pid": 4, "ipv6"'), 'the snapshot: unrecognized key: "pid"'],
    ['an unknown state', TEXT.replace('"LISTEN"', '"DEAF"'), 'sockets[0].state must be LISTEN or BOUND'],
    ['a list that is none', TEXT.replace(/"localhost": \[[^\]]*\]/, '"localhost": 1'), 'localhost must be a list'],
  ])('%s is refused with its place', (_what, text, message) => {
    expect(complaint(text)).toContain(message);
  });

  it('is told by its schema, of whatever version', () => {
    expect([WEB, { schema: 'bindmatrix/host@2' }, { schema: 'bindmatrix/held@1' }, null].map(isHostDocument)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('ten problems are told of a file that is wrong throughout', () => {
    const wrong = JSON.stringify({ ...WEB, sockets: Array.from({ length: 200_000 }, () => ({})) });
    expect(complaint(wrong).split('\n')).toHaveLength(10);
  });

  it('may be of any text without that anything is thrown', () => {
    const cut = fc.tuple(fc.nat(TEXT.length), fc.nat(40), fc.string()).map(([at, length, text]) => {
      return TEXT.slice(0, at) + text + TEXT.slice(at + length);
    });
    fc.assert(
      fc.property(fc.oneof(cut, fc.json(), fc.string()), (text) => {
        expect(typeof complaint(text)).toBe('string');
      }),
    );
  });
});

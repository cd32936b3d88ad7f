import { describe, expect, it } from 'vitest';
import { ANY, LOOPBACK } from '../../../src/model/address.ts';
import type { HoldEvent } from '../../../src/model/hold.ts';
import { OK, refused } from '../../../src/model/outcome.ts';
import { holdLines } from '../../../src/report/index.ts';

const UNICODE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };
const ASCII = { ...UNICODE, unicode: false };

const started = (address: typeof ANY.inet, outcome: Extract<HoldEvent, { kind: 'started' }>['outcome']): HoldEvent => ({
  kind: 'started',
  listener: { protocol: 'tcp', address, port: 80, options: {} },
  outcome,
});

describe('the lines of --hold', () => {
  it.each<[string, HoldEvent, string, string]>([
    [
      'a listener on ANY names the loopback address to visit',
      started(ANY.inet6, OK),
      "✓ [::]:80  curl 'http://[::1]:80/'",
      "ok [::]:80  curl 'http://[::1]:80/'",
    ],
    [
      'a refused listener names the call and the errno',
      started(LOOPBACK.inet, refused('bind', 'EADDRINUSE')),
      '✗ 127.0.0.1:80  bind EADDRINUSE',
      'x 127.0.0.1:80  bind EADDRINUSE',
    ],
  ])('%s, with the glyphs of the terminal', (_, event, unicode, ascii) => {
    expect(holdLines(event, UNICODE, '')).toEqual([unicode]);
    expect(holdLines(event, ASCII, '')).toEqual([ascii]);
  });

  it('of a sandbox enter it before they visit a listener', () => {
    expect(holdLines(started(ANY.inet, OK), UNICODE, 'nsenter -t 7 -n')).toEqual([
      '✓ 0.0.0.0:80  nsenter -t 7 -n curl http://127.0.0.1:80/',
    ]);
  });

  it.each<[HoldEvent, string]>([
    [{ kind: 'ready', listeners: 1 }, '1 listener answers HTTP, to this host only. Ctrl-C ends it.'],
    [{ kind: 'ready', listeners: 3 }, '3 listeners answer HTTP, to this host only. Ctrl-C ends it.'],
    [{ kind: 'remote-peers', count: 1 }, '1 connection from remote hosts was reset'],
    [{ kind: 'remote-peers', count: 50 }, '50 connections from remote hosts were reset'],
  ])('%j is worded by its number', (event, line) => {
    expect(holdLines(event, UNICODE, '')).toEqual([line]);
  });
});

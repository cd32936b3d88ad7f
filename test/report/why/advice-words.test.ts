import { describe, expect, test } from 'vitest';
import type { HeldSocket } from '../../../src/model/host.ts';
import type { Listener } from '../../../src/model/listener.ts';
import { adviceInWords } from '../../../src/report/why/index.ts';
import { advise } from '../../../src/why/advice.ts';
import { asked, at, held, hostOf, leftover, processesOf } from '../../why/evidence.ts';

const inWords = (listener: Listener, ...sockets: HeldSocket[]): string =>
  adviceInWords(advise(listener, hostOf(), sockets, processesOf(sockets)), sockets);

const peer = { address: at('192.0.2.77'), port: 40_000 };

describe('advice in one sentence', () => {
  test('names the addresses that are left, the process to stop, and another port without its number', () => {
    expect(inWords(asked('0.0.0.0', 8080), held('127.0.0.1', 8080))).toBe(
      'listen on 192.0.2.2 instead, or stop nginx (pid 812), or use another port',
    );
  });

  test('names two steps where no single one is enough', () => {
    const connection = held('192.0.2.2', 8080, { state: 'ESTABLISHED', peer, inode: 2 });
    expect(inWords(asked('0.0.0.0', 8080), held('0.0.0.0', 8080), connection)).toBe(
      'stop nginx (pid 812), and wait 60 s, or use another port',
    );
  });

  test('says beside a connection in TIME_WAIT when no wait is needed', () => {
    expect(inWords(asked('192.0.2.2', 8080, { reuse: 'none' }), leftover('192.0.2.2', 8080))).toBe(
      'wait 42 s, or use another port; no wait is needed if the server that left this and the next one both set SO_REUSEADDR',
    );
  });

  test('says to stop the holder also where its process cannot be seen', () => {
    const { reuseaddr: _, reuseport: __, ...hidden } = held('0.0.0.0', 8080, { owners: [] });
    expect(inWords(asked('0.0.0.0', 8080), hidden)).toBe('use another port, or stop the process that holds the port');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostDocument } from '../../../src/contracts/snapshot.ts';
import { readHostDocument } from '../../../src/inputs/snapshot/read.ts';
import type { HostSnapshot } from '../../../src/model/host-snapshot.ts';
import { SNAPSHOT_WRITERS } from '../../../src/report/index.ts';
import { asUserSees, snapshot, web } from '../../judge/drift/snapshots.ts';

const STYLE = { program: 'bindmatrix', columns: 80, colour: false, unicode: true };

const written = (format: 'json' | 'terminal', one: HostSnapshot): string =>
  [...SNAPSHOT_WRITERS[format](one, STYLE)].join('');

describe('a snapshot that is written', () => {
  it('is by its contract, and is read as what it was', () => {
    fc.assert(
      fc.property(snapshot, (one) => {
        const text = written('json', one);
        expect(hostDocument.safeParse(JSON.parse(text)).error).toBeUndefined();
        expect(readHostDocument(text)).toEqual({ ok: true, value: JSON.parse(JSON.stringify(one)) });
      }),
    );
  });

  it('is one thing a line, and the listeners and what is unknown for a person', () => {
    expect(written('json', web).split('\n')).toHaveLength(23);
    expect(written('terminal', asUserSees(web))).toMatchInlineSnapshot(`
      "web-1, Linux 6.1.0-18-amd64: 4 addresses on 2 interfaces, 2 listeners, 2 sysctls

      LISTENERS   what listens, or is bound, and its options
        tcp 0.0.0.0:80     owner unknown  options unknown
        tcp 192.0.2.10:22  owner unknown  options unknown

      unknown: reuseaddr of 2, reuseport of 2, owners of 2: only root sees the
        sockets of other users’ processes

      A summary: -o FILE, or a pipe, gets the snapshot itself, as JSON.
      "
    `);
  });
});

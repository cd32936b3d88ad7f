import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadExperiment } from '../../src/config/load.ts';
import { readText } from '../../src/config/read-text.ts';
import { complaintsOf } from './complaints.ts';

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-read-'));
const path = (name: string): string => join(folder, name);

beforeAll(() => {
  chmodSync(folder, 0o755);
  writeFileSync(path('good.yaml'), 'version: 1\n');
  writeFileSync(path('bom.yaml'), '\ufeffversion: 1\r\nrun:\r\n  ports: [0]\r\n');
  writeFileSync(path('latin1.yaml'), Buffer.from([0x23, 0xe9, 0x0a]));
  writeFileSync(path('large.yaml'), '#'.repeat(16 * 1024 * 1024 + 1));
  writeFileSync(path('tokens.yaml'), `version: 1\nx: [${'a,'.repeat(1_500_000)}]\n`);
  writeFileSync(path('secret.yaml'), 'version: 1\n', { mode: 0 });
  symlinkSync('loop.yaml', path('loop.yaml'));
});

afterAll(() => rmSync(folder, { recursive: true }));

const complaints = async (file: string): Promise<string[]> =>
  complaintsOf(await loadExperiment(file, {})).map((line) => line.replaceAll(`${folder}/`, ''));

describe('a file that cannot be read', () => {
  it.each<[string, string, string]>([
    [
      'missing',
      'none.yaml',
      'none.yaml:1:1: no such file -> check the path; a relative one starts at the current directory',
    ],
    ['below a file', 'good.yaml/x', 'good.yaml/x:1:1: a part of the path is not a directory -> check the path'],
    ['links in a circle', 'loop.yaml', 'loop.yaml:1:1: its symbolic links form a loop -> check the links of the path'],
    ['not UTF-8', 'latin1.yaml', 'latin1.yaml:1:1: it is not UTF-8 text -> save it as UTF-8'],
    ['too large', 'large.yaml', 'large.yaml:1:1: it is larger than 16 MiB -> split it into several files'],
    [
      'too many tokens',
      'tokens.yaml',
      'tokens.yaml:2:266663: more than 400000 YAML tokens -> split it into several files',
    ],
  ])('%s', async (_, name, expected) => {
    expect(await complaints(path(name))).toEqual([expected]);
  });

  it('a directory', async () => {
    expect(complaintsOf(await loadExperiment(folder, {}))).toEqual([
      `${folder}:1:1: this is a directory, not a file -> give the path of a file`,
    ]);
  });

  it('a device without end', async () => {
    expect(await complaints('/dev/zero')).toEqual([
      '/dev/zero:1:1: it is larger than 16 MiB -> split it into several files',
    ]);
  });

  it('no permission', () => {
    const found = asOrdinaryUser(() => readText(path('secret.yaml')));
    expect(found).toEqual({
      ok: false,
      error: { message: 'permission denied', hint: 'check who may read the file and enter its directories' },
    });
  });

  it('a name with a NUL', async () => {
    expect(await complaints('a\0b')).toEqual(['a\\x00b:1:1: cannot be read: ERR_INVALID_ARG_VALUE']);
  });
});

describe('a file that can be read', () => {
  it('may have a byte order mark and carriage returns', async () => {
    expect(await complaints(path('bom.yaml'))).toEqual([
      'bom.yaml:3:11: port 0 cannot be shared: the kernel chooses another each time -> write a number from 1 to 65535',
    ]);
  });

  it('may be a pipe', () => {
    const fd = openSync(path('good.yaml'), 'r');
    try {
      expect(readText(`/proc/self/fd/${fd}`)).toEqual({ ok: true, value: 'version: 1\n' });
    } finally {
      closeSync(fd);
    }
  });
});

/** Root reads everything: there the reading is done as nobody. */
function asOrdinaryUser<T>(action: () => T): T {
  if (process.geteuid?.() !== 0) return action();
  process.seteuid?.(65534);
  try {
    return action();
  } finally {
    process.seteuid?.(0);
  }
}

import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canUnshare, type NamespaceOptions } from '../setup/namespace.ts';
import { runProgramInNamespace } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

/** The first region asks this host, whose options may be turned; the others have sandboxes. */
const ARTICLE = `# Dual stack

<!-- bindmatrix:begin id=dual run --in host --address 0.0.0.0,:: --port 8080 --show matrix -->
<!-- bindmatrix:end -->

<!-- bindmatrix:begin id=story as=console demo restart-in-time-wait -->
<!-- bindmatrix:end -->

> <!-- bindmatrix:begin id=plan run --in sandbox --address 192.168.1.101 --show summary -->
> <!-- bindmatrix:end -->
`;

describeWhere(canUnshare(), 'an article of three regions', () => {
  let folder = '';
  let file = '';
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bindmatrix-article-'));
    chmodSync(folder, 0o755);
    file = join(folder, 'article.md');
    writeFileSync(file, ARTICLE);
    expect(await docs('write')).toMatchObject({ code: 0, stdout: `${file}: 3 of 3 written\n` });
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const docs = (action: string, options: NamespaceOptions = {}) =>
    runProgramInNamespace(['docs', action, file], options);

  test('is current a second time', async () => {
    expect(await docs('check')).toMatchObject({ code: 0, stdout: `${file}: 3 of 3 current\n` });
  });

  test('is current for another user', async () => {
    expect(await docs('check', { as: 'userns' })).toMatchObject({ code: 0, stdout: `${file}: 3 of 3 current\n` });
  });

  test('is stale where a kernel option changes a result, and the region is named', async () => {
    const { code, stdout } = await docs('check', { sysctls: { 'net.ipv6.bindv6only': '1' } });
    expect(code).toBe(1);
    expect(stdout).toMatch(/:3:1 dual: stale: bindmatrix run --in host [^\n]*\n[^\n]*: 2 of 3 current\n$/);
  });

  test('that was edited by hand is refused', async () => {
    const good = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      good.replace('2 pairs can share', '3 pairs can share').replace('0 pairs can share', '1 pair can share'),
    );
    const { code, stderr } = await docs('write');
    expect(code).toBe(1);
    expect(stderr).toContain(':3:1 dual: it was edited by hand');
    writeFileSync(file, good);
  });
});

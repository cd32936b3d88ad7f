import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Finished } from '../setup/process.ts';
import { runProgram } from '../setup/program.ts';

/** These commands open no socket. */
const RULE = 'rules linux.no-overlap';
const ARTICLE = `# Rules

<!-- bindmatrix:begin id=rule heading=3 ${RULE} -->
<!-- bindmatrix:end -->

- <!-- bindmatrix:begin as=json id=json schema --of rules -->
  <!-- bindmatrix:end -->

\`\`\`console bindmatrix
$ bindmatrix rules linux.never-heard-of
? 2
\`\`\`
`;

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bindmatrix-docs-'));
  file = join(folder, 'article.md');
});
afterEach(() => rmSync(folder, { recursive: true }));

const docs = (action: string, ...more: string[]): Promise<Finished> => runProgram(['docs', action, file, ...more]);

const text = (): string => readFileSync(file, 'utf8');

const put = (article: string): void => writeFileSync(file, article);

/** An article of regions that all have an answer. */
const GOOD = ARTICLE.slice(0, ARTICLE.indexOf('```'));

test('the parser of Markdown is in a file of its own, which only docs loads', () => {
  const dist = join(process.env.STAGED_PROGRAM ?? '', 'dist');
  const having = readdirSync(dist).filter((name) => readFileSync(join(dist, name), 'utf8').includes('blockquote_open'));
  expect(having).toEqual(['documents-index.js']);
  const loading = readdirSync(dist).filter((name) =>
    readFileSync(join(dist, name), 'utf8').includes('./documents-index.js'),
  );
  expect(loading).toEqual(['commands-docs.js']);
  expect(readFileSync(join(dist, 'third-party-licences.txt'), 'utf8')).toMatch(/^markdown-it \d/m);
});

describe('docs', () => {
  test('writes what a document shows, and finds it current', async () => {
    put(GOOD);
    const written = await docs('write');
    expect(written).toMatchObject({ code: 0, stderr: '', stdout: `${file}: 2 of 2 written\n` });
    expect(text()).toContain('\n### The rules\n\nWhat decides');
    expect(text()).toContain('\n##### linux.no-overlap\n');
    expect(text()).not.toMatch(/bindmatrix \d/);
    expect(text()).toContain('\n  ```json\n  {\n');
    const before = text();
    expect(await docs('check')).toMatchObject({ code: 0, stderr: '', stdout: `${file}: 2 of 2 current\n` });
    expect(await docs('diff')).toMatchObject({ code: 0, stdout: '' });
    expect(await docs('write')).toMatchObject({ code: 0, stdout: `${file}: 0 of 2 written\n` });
    expect(text()).toBe(before);
  });

  test('names what is stale and what was edited by hand, and overwrites an edit only by force', async () => {
    put(GOOD);
    await docs('write');
    const good = text();
    put(
      good
        .replace('rules linux.no-overlap', 'rules linux.same-address-listening')
        .replace('"type": "object"', '"type": "mine"'),
    );
    const checked = await docs('check');
    expect(checked.code).toBe(1);
    expect(checked.stdout).toContain(`${file}:3:1 rule: stale: bindmatrix rules linux.same-address-listening\n`);
    expect(checked.stdout).toMatch(/:\d+:3 json: edited by hand since it was written: bindmatrix schema --of rules\n/);
    const diff = await docs('diff');
    expect(diff).toMatchObject({ code: 1 });
    expect(diff.stdout).toContain('-##### linux.no-overlap\n');
    expect(diff.stdout).toContain('"mine"');
    const written = await docs('write');
    expect(written.code).toBe(1);
    expect(written.stderr).toMatch(/:\d+:3 json: it was edited by hand since it was written, and stays so\n/);
    expect(text()).toContain('##### linux.same-address-listening');
    expect(text()).toContain('"mine"');
    put(text().replace('rules linux.same-address-listening', 'rules linux.no-overlap'));
    expect(await docs('write', '--force')).toMatchObject({ code: 0 });
    expect(text()).toBe(good);
  });

  test('ends with 3 where a command ends otherwise than its region says, and says where', async () => {
    put(ARTICLE.replace('? 2\n', ''));
    const { code, stderr } = await docs('check');
    expect(code).toBe(1); // the regions are new, and 1 comes before 3
    expect(stderr).toContain(`${file}:10:1: bindmatrix rules linux.never-heard-of: it ended with 2`);
    put(`\`\`\`console bindmatrix\n$ bindmatrix ${RULE}\n? 1\n\`\`\`\n`);
    const other = await docs('write');
    expect(other).toMatchObject({ code: 3 });
    expect(other.stderr).toContain(`${file}:2:1: bindmatrix ${RULE}: it ended with 0, not with 1`);
  });

  test.each([
    ['run --output x --in sandbox', '--output is of no use in a document'],
    ['check -', 'a document has no standard input'],
    ['run --nonsense', 'unknown option --nonsense'],
    ['run --help', '--help is of no use here'],
    ['check plan.yaml --format ndjson', '--format ndjson is of no use in a document'],
    ['rules --json', 'as=markdown and --format json ask for two things'],
    ['schema', 'schema writes JSON'],
    ['rules linux.no-overlap --example', '--example writes YAML'],
  ])('does not run %s', async (command, message) => {
    put(`<!-- bindmatrix:begin ${command} -->\n<!-- bindmatrix:end -->\n`);
    const before = text();
    const { code, stderr } = await docs('write');
    expect(stderr).toContain(`${file}:1:1: bindmatrix ${command}: ${message}`);
    expect(code).toBe(3);
    expect(text()).toBe(before);
  });

  test('skips what is for another platform or kernel, and ends with 3 where that is everything', async () => {
    const skipped = `<!-- bindmatrix:begin platform=plan9 ${RULE} -->\n<!-- bindmatrix:end -->\n\n<!-- bindmatrix:begin kernel="<2.6" ${RULE} -->\n<!-- bindmatrix:end -->\n`;
    put(skipped);
    const all = await docs('write');
    expect(all.code).toBe(3);
    expect(all.stderr).toMatch(
      /^.*:1:1: skipped: it is for plan9 alone.*\n.*:4:1: skipped: it is for Linux <2\.6 alone.*\n$/,
    );
    put(`${skipped}\n${GOOD}`);
    expect(await docs('write')).toMatchObject({ code: 0, stdout: `${file}: 2 of 4 written\n` });
  });

  test('names wrong markers with file:line:col, ends with 78 and changes nothing', async () => {
    const wrong = `${GOOD}\n> <!-- bindmatrix:begin ${RULE} -->\n`;
    put(wrong);
    const { code, stderr } = await docs('write');
    expect({ code, stderr: stderr.split('\n')[0] }).toEqual({
      code: 78,
      stderr: `bindmatrix: ${file}:10:3: the region has no end`,
    });
    expect(text()).toBe(wrong);
  });

  test('finds files from the document, writes through a symbolic link, and keeps the permissions', async () => {
    put('<!-- bindmatrix:begin as=text exit=78 check y.yaml -->\n<!-- bindmatrix:end -->\n');
    const absent = await docs('write');
    expect(absent.stderr).toContain('y.yaml:1:1: no such file');
    put(GOOD);
    chmodSync(file, 0o640);
    symlinkSync('article.md', join(folder, 'link.md'));
    expect(await runProgram(['docs', 'write', join(folder, 'link.md')])).toMatchObject({ code: 0 });
    expect(lstatSync(join(folder, 'link.md')).isSymbolicLink()).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(text()).toContain('##### linux.no-overlap');
  });

  test.each([
    [[], 'nothing is asked for'],
    [['wirte', 'a.md'], '"wirte" is no action'],
    [['check'], 'docs check: no file is named'],
    [['check', '-'], 'a document is a file'],
    [['check', '--force', 'a.md'], '--force has no effect'],
    [['check', '/nonexistent/a.md'], '/nonexistent/a.md: no such file'],
    [['check', '/etc/hosts'], 'its name ends in none of .md, .mdx, .adoc and .rst'],
    [['check', '/tmp/..'], '/tmp/..: its name ends in none'],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stderr } = await runProgram(['docs', ...args]);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

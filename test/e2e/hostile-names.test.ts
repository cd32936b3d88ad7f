import { afterAll, beforeAll, expect, test } from 'vitest';
import { isPrintable, printable } from '../../src/model/printable.ts';
import { strayMarkup } from '../report/fixtures/markdown-reader.ts';
import { canUnshare, startInNamespace } from '../setup/namespace.ts';
import { type Finished, type Running, run } from '../setup/process.ts';
import { PROGRAM } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

/** 15 bytes, as many as the kernel keeps (prctl(2), PR_SET_NAME). */
const COMM = '\x1b[2J\u202e\n`x`|<b>';
/** The kernel refuses in a name only blanks, slash and colon (dev_valid_name()). */
const DEVICES = ['a\x1bb', 'a,b', '`x`'] as const;
const ADDRESSES = ['fe80::1/64 dev a\x1bb', '192.0.2.1/24 dev a,b', '192.0.2.65/26 dev `x`'];

/** Node names its thread: the name of the process is written anew after that. */
const HOLDER = `
require('node:fs').writeFileSync('/proc/self/comm', process.argv[1]);
require('node:net').createServer().listen(8080, '127.0.0.1', () => console.log('ready'));
`;

const TRIAL = String.raw`
version: 1
trials:
  - id: hostile
    title: "a \e[31m title"
    steps:
      - { op: bind, socket: "s\e[31mX", address: 127.0.0.1, port: 80 }
      - { op: bind, socket: "s\u202eY", address: 127.0.0.1, port: 80, expect: ok }
`;

describeWhere(canUnshare('root'), 'a process and interfaces with hostile names', () => {
  let holder: Running;
  beforeAll(async () => {
    holder = startInNamespace([process.execPath, '-e', HOLDER, COMM], {
      as: 'root',
      devices: DEVICES,
      addresses: ADDRESSES,
    });
    await holder.waitFor(/ready/);
  });
  afterAll(() => holder.kill('SIGKILL'));

  /** The program in the namespace; fails where a line of it is not printable. */
  async function safely(args: readonly string[], input = ''): Promise<Finished> {
    const command = ['nsenter', '--target', String(holder.pid), '--net', ...PROGRAM, ...args];
    const done = await run(command, { input });
    for (const line of `${done.stdout}\n${done.stderr}`.split('\n'))
      if (!isPrintable(line)) expect.fail(`not printable: ${JSON.stringify(line)}`);
    return done;
  }

  const SHOWN = printable(COMM);

  test('run names the process visibly, in each note on one line', async () => {
    const { stdout, stderr } = await safely(['run', '--port', '8080', '--interface', 'lo']);
    expect(stderr).toContain(`note: tcp port 8080 is held by ${SHOWN} (pid ${holder.pid}) on 127.0.0.1:8080 LISTEN: `);
    expect(stdout.replace(/\s+/g, ' ')).toContain(`held by ${SHOWN}, pid ${holder.pid}`);
  });

  test('why names it visibly, in Markdown as text, in JSON exactly', async () => {
    const [terminal, markdown, json] = await Promise.all(
      ['terminal', 'markdown', 'json'].map((format) => safely(['why', '8080', '--format', format])),
    );
    expect(terminal?.stdout).toContain(SHOWN);
    expect(markdown?.stdout).toContain('\\\\x1b\\[2J\\\\u202e\\\\n\\`x\\`\\|\\<b\\>');
    expect(strayMarkup(markdown?.stdout ?? '')).toEqual([]);
    expect(JSON.parse(json?.stdout ?? '').processes).toMatchObject([{ pid: holder.pid, command: COMM }]);
  });

  test('interfaces shows their names, in JSON exactly', async () => {
    const [terminal, markdown, json] = await Promise.all(
      ['terminal', 'markdown', 'json'].map((format) => safely(['interfaces', '--format', format])),
    );
    for (const name of DEVICES) expect(terminal?.stdout).toContain(printable(name));
    expect(markdown?.stdout).toContain('| `` `x` `` |');
    expect(strayMarkup(markdown?.stdout ?? '')).toEqual([]);
    const names: unknown[] = JSON.parse(json?.stdout ?? '').interfaces.map(({ name }: { name: string }) => name);
    expect(names).toEqual(expect.arrayContaining([...DEVICES]));
  });

  test('an interface with a comma, a backtick or ESC in its name can be chosen', async () => {
    const { stdout } = await safely(['run', '--interface', 'a\\,b,`x`', '--interface', DEVICES[0], '--format', 'json']);
    const report = JSON.parse(stdout);
    expect(report.selected).toEqual(['0.0.0.0', '192.0.2.1', '192.0.2.65', '::', `fe80::1%${DEVICES[0]}`]);
    const zoned = await safely(['run', '--interface', DEVICES[0], '--interface', 'lo', '--show', 'matrix']);
    expect(zoned.stdout).toContain('fe80::1%a\\x1bb');
    expect((await safely(['why', '[fe80::1%a\x1bb]:80'])).stdout).toContain('[fe80::1%a\\x1bb]:80');
  });

  test('the sockets and titles of a trial, and a file that is no YAML, are shown', async () => {
    const checked = await safely(['check', '-'], TRIAL);
    expect(checked.stdout).toContain('a \\x1b[31m title');
    expect(checked.stdout).toContain('s\\u202eY');
    const wrong = await safely(['check', '-'], 'version: 1\ntrials: "\u009b31m\u202e"\n"\\e[2J": 1\n');
    expect(wrong.stderr).toContain('\\x1b[2J');
  });
});

import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { LONG } from '../setup/long.ts';
import { canUnshare } from '../setup/namespace.ts';
import { runProgram, startProgram } from '../setup/program.ts';
import { describeWhere } from '../setup/where.ts';

/** Ports that the kernel chose and what depends on the moment at which it was asked are the same in every golden. */
const steady = (text: string): string =>
  text
    .replaceAll(/Linux \d[\w.+~-]*/g, 'Linux KERNEL')
    .replaceAll(/(127\.0\.0\.1):(?!50005|50006|42874|80\b)\d{4,5}/g, '$1:PORT')
    .split('\n')
    .filter((line) => !/^ {8}(ESTABLISHED|FIN_WAIT[12]|CLOSE_WAIT|LAST_ACK|CLOSING)/.test(line))
    .filter((line, i, lines) => !/^ {8}[A-Z]/.test(line) || line !== lines[i - 2])
    .join('\n');

const golden = (name: string): string => join('golden', 'demo', name);

describeWhere(canUnshare(), 'demo', () => {
  const play = async (name: string, args: readonly string[]): Promise<string> => {
    const { code, stdout, stderr } = await runProgram(['demo', ...args]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const line of stdout.split('\n')) expect(columns(line)).toBeLessThanOrEqual(80);
    await expect(steady(stdout)).toMatchFileSnapshot(golden(name));
    return stdout;
  };

  test.each([
    ['list.txt', []],
    ['three-servers-any-first.txt', ['three-servers-any-first']],
    ['two-servers-on-one-endpoint.txt', ['two-servers-on-one-endpoint']],
  ])('prints %s', async (name, args) => {
    await play(name, args);
  });

  test("shows the kernel's socket table after a step that changed it", async () => {
    const stdout = await play('restart-in-time-wait.txt', ['restart-in-time-wait']);
    const first = stdout.slice(0, stdout.indexOf('2. '));
    expect(first).toMatch(
      /^ {8}LISTEN {7}0\.0\.0\.0:50005\n {8}ESTABLISHED {2}127\.0\.0\.1:50005 -> 127\.0\.0\.1:\d+$/m,
    );
    expect(first).toMatch(/^ {8}TIME_WAIT {4}127\.0\.0\.1:50005 -> 127\.0\.0\.1:\d+$/m);
    expect(first).toMatch(/^ *10 {2}again {3}bind 0\.0\.0\.0:50005 +EADDRINUSE, as the tutorial says$/m);
    expect(first).toContain('(linux.timewait-inherits-flags)');
  });

  // With who answers at each listener over HTTP.
  test('prints a story as Markdown', async () => {
    const { stdout } = await runProgram(['demo', 'three-servers-on-port-80', '--format', 'markdown']);
    await expect(steady(stdout)).toMatchFileSnapshot(golden('three-servers-on-port-80.md'));
  });

  // It plays every story once more.
  if (LONG)
    test('prints the list as Markdown', async () => {
      const { stdout } = await runProgram(['demo', '--format', 'markdown']);
      await expect(steady(stdout)).toMatchFileSnapshot(golden('list.md'));
    });

  test('writes as JSON what each story comes to, and what clients got over HTTP', async () => {
    const { stdout } = await runProgram(['demo', 'three-servers-any-last', '--format', 'json']);
    const [story] = JSON.parse(stdout).stories;
    expect(story).toMatchObject({ name: 'three-servers-any-last', trials: [{ id: 'three-servers-any-last' }] });
    expect(
      story.trials[0].http.visits.map(({ body, error }: { body?: string; error?: string }) => body?.trim() ?? error),
    ).toEqual(['first on 192.168.1.101:80', 'second on 10.10.2.102:80', 'ECONNREFUSED']);
  });

  test('has colour where it is asked for, and plain characters in a plain locale', async () => {
    const env = { NO_COLOR: undefined, FORCE_COLOR: '1', LC_ALL: 'C' };
    const { stdout } = await runProgram(['demo', 'who-closes-first'], { env });
    expect(stdout).toContain('\u001B[');
    expect(stripVTControlCharacters(stdout).replaceAll(/^ {2}\|.*$/gm, '')).toMatch(/^[\n -~]*$/);
  });

  test('ends on Ctrl-C, with nothing printed', async () => {
    const program = startProgram(['demo']);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    program.kill('SIGINT');
    const { code, signal, stdout } = await program.finished;
    // Before the stories are read the signal has its default action, which a shell shows as 130 too.
    expect({ ended: code ?? signal, stdout }).toEqual({ ended: code === null ? 'SIGINT' : 130, stdout: '' });
  });
});

test('an unknown story is wrong usage, and a story with a similar name is suggested', async () => {
  const { code, stdout, stderr } = await runProgram(['demo', 'restart-in-timewait']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe('bindmatrix: demo: unknown story "restart-in-timewait"; did you mean restart-in-time-wait?\n');
});

/** How many columns a terminal takes for it: two for a Chinese character. */
const columns = (line: string): number =>
  [...line].reduce((sum, char) => sum + (/[\p{Script=Han}，。、：（）]/u.test(char) ? 2 : 1), 0);

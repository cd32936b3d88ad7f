import fc from 'fast-check';
import { expect, test } from 'vitest';
import { initOf, isSandboxName, readInit } from '../../src/sandbox/init.ts';

test('a sandbox is found by the command line of its first process, whatever its command is', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (argv) => {
      // unshare(1) is another process: the shell behind its -- is the first one.
      expect(readInit(initOf('web-1', argv).slice(4))).toEqual({ name: 'web-1', argv });
      expect(readInit(initOf('web-1', argv))).toBeUndefined();
    }),
  );
});

test.each([
  [['sh', '-c', 'exit', 'bindmatrix-sandbox:web', 'bash']],
  [['bash', '-c', initOf('web', [])[6] ?? '', 'bindmatrix-sandbox:web', 'bash']],
  [['sh', '-c', initOf('web', [])[6] ?? '', 'bindmatrix-sandbox:\u001b[2J', 'bash']],
  [[]],
])('%j is the command line of no sandbox', (argv) => expect(readInit(argv)).toBeUndefined());

test.each(['a', 'web', 'web-1', '10.0.0.1', 'A_b', 'x'.repeat(32)])('%s is a name', (name) =>
  expect(isSandboxName(name)).toBe(true),
);

test.each(['', '12', '-x', '.x', 'a b', 'a/b', 'a\nb', 'a\0', 'é', '$(id)', 'x'.repeat(33)])('%j is no name', (name) =>
  expect(isSandboxName(name)).toBe(false),
);

import { join } from 'node:path';
import { expect } from 'vitest';
import { type Finished, run } from '../setup/process.ts';
import { PROGRAM } from '../setup/program.ts';

/** The built library, where an ordinary user can read it too: see stage.ts. */
export const LIBRARY = join(process.env.STAGED_PROGRAM ?? '', 'dist', 'index.js');

/** What may not change while the library is imported and called. */
interface Surroundings {
  readonly listeners: Readonly<Record<string, number>>;
  readonly cwd: string;
  readonly exitCode: unknown;
  readonly sockets: readonly string[];
}

/** What a script came to. */
export interface Called<T> {
  readonly value: T;
  /** The files of the package, and of others, that were loaded, without their folders. */
  readonly loaded: readonly string[];
}

const SURROUNDINGS = `
const { readdirSync, readlinkSync } = await import('node:fs');
const { createRequire } = await import('node:module');
const { basename } = await import('node:path');
const linkOf = (fd) => { try { return readlinkSync('/proc/self/fd/' + fd) } catch { return '' } };
const surroundings = () => ({
  listeners: Object.fromEntries(process.eventNames().map((name) => [String(name), process.listenerCount(name)])),
  cwd: process.cwd(),
  exitCode: process.exitCode ?? null,
  sockets: readdirSync('/proc/self/fd').map(linkOf).filter((one) => one.startsWith('socket:')),
});
`;

/** A program that imports the library, runs `body`, an async function's, with it as \`lib\`, and prints what that returns. */
export const libraryProgram = (body: string): readonly string[] => [
  PROGRAM[0] ?? 'node',
  '--input-type=module',
  '--eval',
  `${SURROUNDINGS}
const before = surroundings();
const lib = await import(${JSON.stringify(LIBRARY)});
const value = await (async () => { ${body} })();
const after = surroundings();
const loaded = Object.keys(createRequire(import.meta.url).cache).map((path) => basename(path));
console.log(JSON.stringify({ value: value ?? null, before, after, loaded }));`,
];

/** Reads what such a program printed: that line, and nothing else; it has left everything as it was. */
export function calledBy<T>({ code, signal, stdout, stderr }: Finished): Called<T> {
  expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  const { before, after, ...called } = JSON.parse(stdout) as Called<T> & Record<'before' | 'after', Surroundings>;
  expect(after).toEqual(before);
  return called;
}

/** Runs it on this host. */
export const callLibrary = async <T>(body: string): Promise<Called<T>> => calledBy<T>(await run(libraryProgram(body)));

// The examples of docs/library.md, for the test that runs them and for the check of the package that compiles them.
import { readFileSync } from 'node:fs';

const DOCUMENT = new URL('../../docs/library.md', import.meta.url);

/** Fences with code, and the fence with its output where one follows. */
const EXAMPLE = /^```js\n(?<code>[\s\S]*?)^```\n(?:\n```text\n(?<output>[\s\S]*?)^```\n)?/gm;
const HEADING = /^## (.*)$/gm;

/** Each example, with the heading that it stands under. */
export function libraryExamples() {
  const text = readFileSync(DOCUMENT, 'utf8');
  const headings = [...text.matchAll(HEADING)];
  return [...text.matchAll(EXAMPLE)].map(({ index, groups }) => ({
    under: headings.filter((heading) => heading.index < index).at(-1)?.[1] ?? 'The library',
    code: groups.code,
    output: groups.output,
  }));
}

/** The signatures that it shows: one for each call, or two. */
export function librarySignatures() {
  const fences = readFileSync(DOCUMENT, 'utf8').matchAll(/^```ts\n([\s\S]*?)^```$/gm);
  return [...fences].flatMap(([, lines]) => lines.trim().split('\n'));
}

/** The test of a project that it shows. */
export const shownTest = () => /^```js vitest\n([\s\S]*?)^```$/m.exec(readFileSync(DOCUMENT, 'utf8'))?.[1];

import { readFileSync } from 'node:fs';
import { release } from 'node:os';
import { join } from 'node:path';
import { VERSION } from './command-line/version.ts';
import { printLines } from './terminal/print.ts';

/** What the build wrote of itself, beside this code. */
const BUILD = join(import.meta.dirname, 'build.json');

/** `--version --verbose`: for a report of a defect. */
export function version(): void {
  printLines(versionLines());
}

function versionLines(): string[] {
  const { process: on } = globalThis;
  const { glibcVersionRuntime: glibc } =
    (on.report?.getReport() as { header?: { glibcVersionRuntime?: string } })?.header ?? {};
  return [
    `bindmatrix ${VERSION}`,
    `build      ${buildText()}`,
    `node       ${on.version}, V8 ${on.versions.v8}, libuv ${on.versions.uv}`,
    `platform   ${on.platform} ${on.arch}${glibc === undefined ? '' : `, glibc ${glibc}`}`,
    `kernel     ${release()}`,
  ];
}

function buildText(): string {
  try {
    const { commit, node, esbuild } = JSON.parse(readFileSync(BUILD, 'utf8'));
    return `${commit}, by Node ${node} and esbuild ${esbuild}`;
  } catch {
    return 'unknown';
  }
}

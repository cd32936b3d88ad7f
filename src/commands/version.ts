import { release } from 'node:os';
import { readBuild } from './command-line/build.ts';
import { VERSION } from './command-line/version.ts';
import { printLines } from './terminal/print.ts';

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
  const { commit, node, esbuild } = readBuild();
  return commit === undefined ? 'unknown' : `${commit}, by Node ${node} and esbuild ${esbuild}`;
}

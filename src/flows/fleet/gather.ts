import { basename } from 'node:path';
import { problemAt } from '../../config/config-problem.ts';
import { fileName, readText } from '../../config/read-text.ts';
import { readHost } from '../../inputs/hosts/read-host.ts';
import type { GatheredHost } from '../../model/gathered-host.ts';
import { ok, type Problem, problem, type Result } from '../../model/result.ts';

/** What a file says of a host. */
export interface HostFile {
  /** For messages. */
  readonly source: string;
  /** What the host is called, by itself or by its file. */
  readonly name: string;
  /** The message of a problem begins with its place. */
  readonly gathered: Result<GatheredHost>;
}

/** Reads what a file says of a host; `-` is standard input. */
export function readHostFile(path: string): HostFile {
  const source = fileName(path);
  const gathered = readGathered(path, source);
  return { source, name: nameOf(source, gathered.ok ? gathered.value : undefined), gathered };
}

function readGathered(path: string, source: string): Result<GatheredHost> {
  const text = readText(path);
  if (!text.ok) return problem(`${source}: ${text.error.message}`);
  const read = readHost(source, text.value);
  return read.ok ? ok(read.value) : problem(problemAt(read.error.source, read.error).message, read.error.hint);
}

/** Ansible names its files by the inventory; only our own documents have a name that is as good. */
function nameOf(source: string, gathered: GatheredHost | undefined): string {
  const isOwn = gathered?.shape.startsWith('bindmatrix/') ?? false;
  if (gathered?.name !== undefined && (isOwn || source === '<stdin>')) return gathered.name;
  return basename(source).replace(/\.json$/i, '');
}

/** Names that are one of a kind: where several files claim one, each is told with its file, and a problem says so. */
export function distinctNames(files: readonly Pick<HostFile, 'name' | 'source'>[]): {
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
} {
  const claims = new Map<string, string[]>();
  for (const { name, source } of files) claims.set(name, [...(claims.get(name) ?? []), source]);
  const names = files.map(({ name, source }) => ((claims.get(name)?.length ?? 0) > 1 ? `${name} (${source})` : name));
  const problems = [...claims].flatMap(([name, [first, ...others]]) =>
    others.map((source) => ({ message: `${source}: the host "${name}" is described by ${first} too` })),
  );
  return { names, problems };
}

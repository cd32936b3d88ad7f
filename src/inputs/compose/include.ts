import { isScalar, isSeq, type Node } from 'yaml';
import type { Findings } from '../findings.ts';
import { byKey, type ComposeFile, type ComposeFiles } from './files.ts';
import type { Environment } from './service.ts';
import { ComposeValues } from './values.ts';

/** Files in files. */
const DEEPEST = 20;

/**
 * The files of `include` (the Compose file, Include): a list of paths, or of maps with a `path`. A list of paths in one of them
 * is merged by Docker, and not read here, which is told.
 */
export function includedBy(
  file: ComposeFile,
  files: ComposeFiles,
  findings: Findings,
  environment: Environment,
  before: readonly string[] = [],
): readonly ComposeFile[] {
  const { nodes, path } = file;
  const values = new ComposeValues({ nodes, findings, environment });
  const list = nodes.real(file.top.get('include')?.node);
  const items = isScalar(list) ? [list] : nodes.items(list);
  return items.flatMap((item) => {
    const source = nodes.sourceOf(item);
    const name = values.filled(item) ?? pathOf(item, file, values);
    if (name === undefined) {
      findings.skip(source, 'include', 'not read: it names no single file; see docker compose config');
      return [];
    }
    const found = files.beside(file, name, source);
    if (found === undefined) return [];
    if (found.path !== path && !before.includes(found.path) && before.length < DEEPEST)
      return [found, ...includedBy(found, files, findings, environment, [...before, path])];
    findings.complain(source, `${name} includes itself`, 'remove one include');
    return [];
  });
}

function pathOf(item: Node, { nodes }: ComposeFile, values: ComposeValues): string | undefined {
  const node = byKey(nodes.entries(item)).get('path')?.node;
  const list = nodes.real(node);
  const only = isSeq(list) && list.items.length === 1 ? nodes.items(list)[0] : node;
  return only === undefined ? undefined : values.filled(only);
}

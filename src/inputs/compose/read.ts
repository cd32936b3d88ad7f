import { basename } from 'node:path';
import type { ReadService } from '../../model/service.ts';
import { Findings } from '../findings.ts';
import type { InputReader } from '../surroundings.ts';
import { type ComposeFile, ComposeFiles } from './files.ts';
import { includedBy } from './include.ts';
import { ComposeLayers, type Layer } from './layers.ts';
import type { Entry } from './nodes.ts';
import { type ComposeContext, ComposePorts, type Environment } from './service.ts';
import { replicas, whyNoPorts } from './started.ts';

const PROFILE = 'docker-proxy';

/**
 * Reads a compose file with what it includes and extends, or the output of `docker compose config`, with `--format json` or
 * without. One service for each of its services that has ports of the host.
 */
export const readCompose: InputReader = (text, file, { environment, include: fileBeside }) => {
  const findings = new Findings();
  const files = new ComposeFiles(findings, fileBeside);
  const first = files.parse({ file, text }, basename(file));
  if (first === undefined) return findings.result([]);
  const all = [first, ...includedBy(first, files, findings, environment)];
  const override = overridesOf(file).find((name) => fileBeside?.(name).ok);
  if (override !== undefined)
    findings.remark(
      first.at(0),
      override,
      'it is beside this file, and docker compose reads it too: see docker compose config',
    );
  const layers = new ComposeLayers(files, findings, environment);
  const names = new Set<string>();
  return findings.result(
    all.flatMap((one) =>
      [...one.services.values()].flatMap((entry) => {
        if (names.has(entry.key))
          findings.complain(one.nodes.sourceOf(entry.keyNode), `the service "${entry.key}" is in another file too`);
        names.add(entry.key);
        return readService(entry, one, layers.of(one, entry), { findings, environment });
      }),
    ),
  );
};

/** What docker compose reads beside the file that it finds by itself. */
function overridesOf(file: string): readonly string[] {
  const name = /^(?:docker-)?compose(?=\.ya?ml$)/.exec(basename(file))?.[0];
  return name === undefined ? [] : [`${name}.override.yml`, `${name}.override.yaml`];
}

interface Beside {
  readonly findings: Findings;
  readonly environment: Environment;
}

function readService(
  { key: id, keyNode }: Entry,
  { nodes }: ComposeFile,
  layers: readonly Layer[],
  { findings, environment }: Beside,
): readonly ReadService[] {
  const why = whyNoPorts(layers, findings, environment);
  const asked = new Set<string>();
  const lines = withPorts(layers).flatMap(({ file, keys, values }) => {
    const context: ComposeContext = { nodes: file.nodes, findings, environment };
    return new ComposePorts(context, { values, why, asked }).lines(keys.get('ports')?.node);
  });
  const count = replicas(layers);
  if (lines.length > 0 && count > 1) {
    const remark = `${count} containers ask for the same ports of the host: only one gets them`;
    findings.remark(nodes.sourceOf(keyNode), id, remark);
  }
  return lines.length === 0 ? [] : [{ id, profile: PROFILE, lines }];
}

/** Ports are added to those that are extended; `!override` and `!reset` take those away. */
function withPorts(layers: readonly Layer[]): readonly Layer[] {
  const isNew = ({ keys }: Layer): boolean => ['!override', '!reset'].includes(keys.get('ports')?.node?.tag ?? '');
  const last = layers.findLastIndex(isNew);
  return last < 0 ? layers : layers.slice(last);
}

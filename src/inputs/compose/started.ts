import type { Findings } from '../findings.ts';
import type { Layer } from './layers.ts';
import type { Environment } from './service.ts';

/** Why Docker opens no ports for a service; undefined where it opens them. */
export function whyNoPorts(layers: readonly Layer[], findings: Findings, environment: Environment): string | undefined {
  return (
    networkOf(layers, findings) ??
    switchedOff(layers, environment) ??
    (replicas(layers) === 0 ? 'no container of the service is started: it has 0 of them' : undefined)
  );
}

/** How many containers of a service are started. */
export function replicas(layers: readonly Layer[]): number {
  const scale = lastOf(layers, ({ keys, values }) => values.of(keys.get('scale')));
  const deploy = lastOf(layers, ({ file: { nodes }, keys, values }) =>
    values.of(nodes.entries(keys.get('deploy')?.node).find(({ key }) => key === 'replicas')),
  );
  const text = scale ?? deploy ?? '1';
  return /^\d{1,6}$/.test(text) ? Number(text) : 1;
}

/** In the network of the host the program in the container opens its own ports. */
function networkOf(layers: readonly Layer[], findings: Findings): string | undefined {
  const found = lastOf(layers, ({ file: { nodes }, keys, values }) => {
    const entry = keys.get('network_mode');
    const mode = values.of(entry);
    return entry === undefined || mode === undefined ? undefined : { mode, source: nodes.sourceOf(entry.keyNode) };
  });
  if (found === undefined || !/^(?:host|none|service:.*|container:.*)$/.test(found.mode)) return undefined;
  const { mode, source } = found;
  if (mode === 'host') {
    const why = 'the container opens its ports on the host itself: which, only its own configuration says';
    findings.skip(source, 'network_mode: host', why);
  }
  return `network_mode is ${mode}: Docker ${mode === 'host' || mode === 'none' ? 'forwards' : 'takes'} no ports`;
}

/** A service with profiles is started only where one of them is asked for. */
function switchedOff(layers: readonly Layer[], environment: Environment): string | undefined {
  const profiles = layers.flatMap(({ file: { nodes }, keys, values }) =>
    nodes.items(keys.get('profiles')?.node).flatMap((item) => values.filled(item) ?? []),
  );
  const asked = (environment.COMPOSE_PROFILES ?? '').split(',').map((name) => name.trim());
  if (profiles.length === 0 || profiles.some((name) => asked.includes(name) || asked.includes('*'))) return undefined;
  return `the service is started with --profile ${profiles[0]} alone`;
}

function lastOf<T>(layers: readonly Layer[], of: (layer: Layer) => T | undefined): T | undefined {
  for (const layer of [...layers].reverse()) {
    const found = of(layer);
    if (found !== undefined) return found;
  }
  return undefined;
}

import { basename } from 'node:path';
import { isMap, type Node } from 'yaml';
import { parseSyntax } from '../../config/yaml-tokens.ts';
import type { ReadService } from '../../model/service.ts';
import { Findings } from '../findings.ts';
import { placesIn } from '../places.ts';
import type { InputReader } from '../surroundings.ts';
import { ComposeNodes, type Entry } from './nodes.ts';
import { type ComposeContext, ComposePorts } from './service.ts';
import { ComposeValues } from './values.ts';

const PROFILE = 'docker-proxy';

/**
 * Reads a compose file, or the output of `docker compose config`, with `--format json` or without. One service for each of
 * its services that has ports of the host.
 */
export const readCompose: InputReader = (text, file, { environment, include: fileBeside }) => {
  const findings = new Findings();
  const at = placesIn(file, text);
  const syntax = parseSyntax(text);
  if (!syntax.ok) {
    for (const { offset, message, hint } of syntax.error) findings.complain(at(offset), message, hint);
    return findings.result([]);
  }
  const root = (syntax.value.document.contents ?? undefined) as Node | undefined;
  const nodes = new ComposeNodes(root ?? null, findings, at);
  const top = new Map(nodes.entries(root).map((entry) => [entry.key, entry]));
  const services = top.get('services');
  if (services === undefined || !isMap(nodes.real(services.node))) {
    const place = services === undefined ? at(0) : nodes.sourceOf(services.keyNode);
    findings.complain(place, 'a compose file has a map of services', 'write them below "services:"');
  }
  const include = top.get('include');
  if (include !== undefined)
    findings.skip(
      nodes.sourceOf(include.keyNode),
      'include',
      'the files that it includes are not read: see docker compose config',
    );
  const override = overridesOf(file).find((name) => fileBeside?.(name).ok);
  if (override !== undefined)
    findings.remark(
      at(0),
      override,
      'it is beside this file, and docker compose reads it too: see docker compose config',
    );
  const context = { nodes, findings, environment };
  return findings.result(nodes.entries(services?.node).flatMap((entry) => readService(entry, context)));
};

/** What docker compose reads beside the file that it finds by itself. */
function overridesOf(file: string): readonly string[] {
  const name = /^(?:docker-)?compose(?=\.ya?ml$)/.exec(basename(file))?.[0];
  return name === undefined ? [] : [`${name}.override.yml`, `${name}.override.yaml`];
}

function readService({ key: id, keyNode, node }: Entry, context: ComposeContext): readonly ReadService[] {
  const { nodes, findings } = context;
  if (!isMap(nodes.real(node))) {
    findings.complain(nodes.sourceOf(keyNode), `the service "${id}" is not a map`, 'write its keys below it');
    return [];
  }
  const keys = new Map(nodes.entries(node).map((entry) => [entry.key, entry]));
  const parent = keys.get('extends');
  if (parent !== undefined)
    findings.skip(nodes.sourceOf(parent.keyNode), 'extends', 'what it extends is not read: see docker compose config');
  const values = new ComposeValues(context);
  const count = replicas(keys, context, values);
  const why =
    networkOf(keys, context, values) ?? switchedOff(keys, context, values) ?? (count === 0 ? NO_COPY : undefined);
  const lines = new ComposePorts(context, values, why).lines(keys.get('ports')?.node);
  if (lines.length > 0 && count > 1) {
    const remark = `${count} containers ask for the same ports of the host: only one gets them`;
    findings.remark(nodes.sourceOf(keyNode), id, remark);
  }
  return lines.length === 0 ? [] : [{ id, profile: PROFILE, lines }];
}

type Keys = ReadonlyMap<string, Entry>;

const NO_COPY = 'no container of the service is started: it has 0 of them';

/** Why Docker forwards no ports: in the network of the host the program in the container opens its own. */
function networkOf(keys: Keys, { nodes, findings }: ComposeContext, values: ComposeValues): string | undefined {
  const entry = keys.get('network_mode');
  const mode = values.of(entry) ?? '';
  if (entry === undefined || !/^(?:host|none|service:.*|container:.*)$/.test(mode)) return undefined;
  if (mode === 'host') {
    const why = 'the container opens its ports on the host itself: which, only its own configuration says';
    findings.skip(nodes.sourceOf(entry.keyNode), 'network_mode: host', why);
  }
  return `network_mode is ${mode}: Docker ${mode === 'host' || mode === 'none' ? 'forwards' : 'takes'} no ports`;
}

/** A service with profiles is started only where one of them is asked for. */
function switchedOff(keys: Keys, { nodes, environment }: ComposeContext, values: ComposeValues): string | undefined {
  const profiles = nodes.items(keys.get('profiles')?.node).flatMap((item) => values.filled(item) ?? []);
  const asked = (environment.COMPOSE_PROFILES ?? '').split(',').map((name) => name.trim());
  if (profiles.length === 0 || profiles.some((name) => asked.includes(name) || asked.includes('*'))) return undefined;
  return `the service is started with --profile ${profiles[0]} alone`;
}

function replicas(keys: Keys, { nodes }: ComposeContext, values: ComposeValues): number {
  const deploy = nodes.entries(keys.get('deploy')?.node).find(({ key }) => key === 'replicas');
  const text = values.of(keys.get('scale')) ?? values.of(deploy) ?? '1';
  return /^\d{1,6}$/.test(text) ? Number(text) : 1;
}

import { ephemeralRange } from '../../model/ephemeral-ports.ts';
import type { ReadyService, Slot } from '../../model/planned-socket.ts';
import type { RuleEnvironment } from '../../rules/index.ts';
import type { Component } from './components.ts';
import type { OwnNames, StandIns } from './renaming.ts';

/** A part of a plan, with what decides about it told apart from how its services and ports are called. */
export interface Kind {
  /** Equal for parts of which the same becomes. */
  readonly key: string;
  readonly ids: readonly string[];
  /** The ports whose number decides nothing, in the order in which the sockets name them. */
  readonly ports: readonly number[];
}

/** Stand-ins for ports, beyond what most hosts use for outgoing connections: so many are there. */
const FIRST_PORT = 61_001;
const MOST_PORTS = 4000;

/** No id of a service has these signs: they are of a private use area. */
const standInId = (i: number): string => `\u{e000}${i}\u{e001}`;
const standInPort = (i: number): number => FIRST_PORT + i;

/**
 * Undefined of a part that is judged as it stands: beside sockets of the host, or where the stand-ins of its ports would be
 * no ports like them. A port below 1024 and one for outgoing connections keep their numbers.
 */
export function kindOf({ services, neighbours }: Component, env: RuleEnvironment): Kind | undefined {
  const [low, high] = ephemeralRange(env) ?? [32_768, 60_999];
  if (neighbours.length > 0 || high >= FIRST_PORT || env.unprivilegedPortStart > FIRST_PORT) return undefined;
  const ports = new Map<number, number>();
  const portOf = (port: number): number => {
    if (port < env.unprivilegedPortStart || (low <= port && port <= high)) return port;
    if (!ports.has(port)) ports.set(port, standInPort(ports.size));
    return ports.get(port) ?? port;
  };
  const deciding = services.map(({ id: _, source: __, slots, reload, ...rest }) => [
    rest,
    slots.map((slot) => choicesOf(slot, portOf)),
    reload?.map((slot) => choicesOf(slot, portOf)),
  ]);
  if (ports.size > MOST_PORTS) return undefined;
  return { key: JSON.stringify(deciding), ids: services.map(({ id }) => id), ports: [...ports.keys()] };
}

const choicesOf = ({ choices }: Slot, portOf: (port: number) => number) =>
  choices.map((one) => ({ ...one, port: portOf(one.port) }));

/** The part with stand-ins for its ids and ports. */
export function standInFor({ services, neighbours }: Component, { ports }: Kind): Component {
  const places = new Map(ports.map((port, i) => [port, standInPort(i)]));
  const renamed = (slots: readonly Slot[]): Slot[] =>
    slots.map((slot) => ({ ...slot, choices: choicesOf(slot, (port) => places.get(port) ?? port) }));
  return {
    services: services.map((service, i): ReadyService => {
      const { slots, reload } = service;
      return {
        ...service,
        id: standInId(i),
        slots: renamed(slots),
        ...(reload === undefined ? {} : { reload: renamed(reload) }),
      };
    }),
    neighbours,
  };
}

/** An id, or a port behind a colon or a slash: `[::]:61001`, `tcp/61001`. No address has five digits there. */
const PATTERN = /\u{e000}\d+\u{e001}|(?<=[:/])6\d{4}(?!\d)/gu;

export const standInsOf = ({ ports }: Kind): StandIns => ({
  pattern: PATTERN,
  isPort: (port) => port >= FIRST_PORT && port < FIRST_PORT + ports.length,
});

/** The names of one part of the kind. */
export function ownNamesOf({ ids, ports }: Pick<Kind, 'ids' | 'ports'>): OwnNames {
  const port = (standIn: number): number => ports[standIn - FIRST_PORT] ?? standIn;
  return {
    port,
    text: (standIn) =>
      standIn.startsWith('\u{e000}') ? (ids[Number(standIn.slice(1, -1))] ?? standIn) : String(port(Number(standIn))),
  };
}

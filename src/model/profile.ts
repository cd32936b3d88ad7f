import type { Protocol } from './address.ts';
import type { SocketOptions } from './options.ts';

/** What a listen line tells a server about the address, as far as it decides what the server opens. */
export const LINE_KINDS = ['port', 'any4', 'any6', 'addr4', 'addr6', 'localhost'] as const;
export type LineKind = (typeof LINE_KINDS)[number];

/** What a server opens for each kind of line, as recipes (profile-recipe.ts). Absent: the address it is told. */
export type ToldRecipes = Readonly<Partial<Record<LineKind, string>>>;

/** The options that a profile may set. */
export type ProfileOptions = Pick<SocketOptions, 'reuseaddr' | 'reuseport' | 'v6only' | 'freebind' | 'transparent'>;

/**
 * `as-told`: by the lines. `reversed`: the last line first. `specific-first`: of each port the wildcards last. `ipv6-first`: of
 * TCP all IPv6 sockets before those of IPv4, then those of UDP alike.
 */
export const LINE_ORDERS = ['as-told', 'reversed', 'specific-first', 'ipv6-first'] as const;
export type LineOrder = (typeof LINE_ORDERS)[number];

/** What a word of the server's own configuration changes. */
export interface ProfileFlag {
  readonly socket?: ProfileOptions;
  /** Options set after bind(2). */
  readonly after?: ProfileOptions;
  /** Options that a reload sets on a socket which it keeps. Default: it leaves those as they are. */
  readonly kept?: ProfileOptions;
  readonly told?: ToldRecipes;
  readonly order?: LineOrder;
  /** So many sockets for the line; a number as the value of the word says how many. */
  readonly copies?: number;
  /** SO_BINDTODEVICE: the value of the word. */
  readonly device?: 'value';
  /** The line has a socket of its own also beside a wildcard. */
  readonly own?: boolean;
}

/** What a server does where a call is refused. */
export interface FailurePolicy {
  /** `exits`: all or nothing. `keeps`: what it could bind; where that is nothing it exits. `stays`: runs with nothing, too. */
  readonly then: 'exits' | 'keeps' | 'stays';
  /** Of `exits`: at the first refused call, or after it has tried every socket. */
  readonly at?: 'first' | 'end';
  /** How often it tries. Default: once. */
  readonly tries?: number;
  /** Seconds between two tries. */
  readonly pause?: number;
  /** Of `stays`: one lost socket closes all. */
  readonly whole?: boolean;
  /** No TCP socket is opened at an address where UDP was refused. */
  readonly pair?: 'udp-first';
}

/** How a server opens its listening sockets: a row of config/profiles.yaml. */
export interface Profile {
  /** The row that this one changes. */
  readonly like?: string;
  readonly about?: string;
  /** The version that was traced, and where. */
  readonly traced?: string;
  readonly told?: ToldRecipes;
  readonly socket?: ProfileOptions;
  readonly tcp?: ProfileOptions;
  readonly udp?: ProfileOptions;
  readonly after?: ProfileOptions;
  /** Default: tcp. */
  readonly protocols?: readonly Protocol[];
  /** First all sockets of one protocol. Default: all protocols of one address. */
  readonly group?: 'protocol';
  readonly flags?: Readonly<Record<string, ProfileFlag>>;
  readonly order?: LineOrder;
  /** `wildcard`: an address beside the wildcard of its family and port has no socket. `dual`: nor has 0.0.0.0 beside `::`. */
  readonly merge?: 'wildcard' | 'dual';
  /** Default: each socket listens before the next is bound. */
  readonly listen?: 'each' | 'after-all-binds';
  /** So many UDP sockets for each. */
  readonly copies?: { readonly udp: number };
  readonly fails?: FailurePolicy;
  /** The lines of a service that has none. */
  readonly default?: readonly string[];
  /** Who opens the sockets. Default: root. */
  readonly uid?: number;
  /** The names of its processes, /proc/PID/comm. */
  readonly process?: readonly string[];
}

/** Profiles by name. */
export type Profiles = Readonly<Record<string, Profile>>;

/** A profile that is like no other. */
export type ResolvedProfile = Profile & { readonly fails: FailurePolicy };

/** Hundreds of services of a plan have one profile. */
const RESOLVED = new WeakMap<Profiles, Map<string, ResolvedProfile>>();

/** A profile with everything that it takes over from the rows it is like; `fails` is what most servers do. */
export function resolvedProfile(profiles: Profiles, name: string): ResolvedProfile {
  const known = RESOLVED.get(profiles) ?? new Map<string, ResolvedProfile>();
  RESOLVED.set(profiles, known);
  const found = known.get(name) ?? resolve(profiles, name);
  known.set(name, found);
  return found;
}

function resolve(profiles: Profiles, name: string): ResolvedProfile {
  const seen = new Set<string>();
  let found: Profile = {};
  for (let at: string | undefined = name; at !== undefined && !seen.has(at); at = profiles[at]?.like) {
    seen.add(at);
    found = { ...profiles[at], ...found };
  }
  return { ...found, fails: found.fails ?? EXITS };
}

// biome-ignore lint/suspicious/noThenProperty: a key of the file; nobody awaits a policy.
const EXITS: FailurePolicy = { then: 'exits', at: 'first' };

import type { Address, Protocol } from './address.ts';
import type { Source } from './experiment.ts';
import type { Result } from './result.ts';

/**
 * What a listen line tells the server about the address. `none`: only a port is written, and the server chooses
 * (`listen 80`). `name`: a host name, which is looked up in /etc/hosts alone. A server may treat `none` unlike the
 * wildcard address (node(1) opens a dual-stack `::` for the one, `0.0.0.0` for the other).
 */
export type Told =
  | { readonly kind: 'none' }
  | { readonly kind: 'address'; readonly address: Address }
  | { readonly kind: 'name'; readonly name: string };

/** The value of an option in the server's own words: `reuseport`, `ipv6only=off`, `interface: eth0`. */
export type ServerOption = string | number | boolean;

/** One listen line of a service, whoever wrote it: a plan, nginx.conf, a compose file, a .socket unit, sshd -T. */
export interface ListenLine {
  readonly told: Told;
  /** 1 to 65535. */
  readonly port: number;
  /** Absent: the protocols of the profile. */
  readonly protocol?: Protocol;
  /** In the profile's own words; {} where none is given. */
  readonly options: Readonly<Record<string, ServerOption>>;
  /** Lines of several parts of a server are never one socket: those of `http` and of `stream` of nginx. */
  readonly part?: string;
  /** Where the line is written: file:line:col of the user's own file. */
  readonly source: Source;
}

/** Something of a server's file that a plan does not hold, such as a UNIX socket or a variable. */
export interface SkippedLine {
  readonly source: Source;
  /** As it is written, in one line. */
  readonly text: string;
  /** Why it is left out: `a UNIX socket has no port`. */
  readonly why: string;
}

/** A service as a server's own file describes it. */
export interface ReadService {
  /** Unique in the file: `web`, `ssh.socket`, `nginx`. */
  readonly id: string;
  /** A name of config/profiles.yaml. */
  readonly profile: string;
  readonly lines: readonly ListenLine[];
}

/** Something that is read as it stands, and may be another thing than its author thinks. */
export interface Remark {
  readonly source: Source;
  /** As it is written, in one line. */
  readonly text: string;
  /** One sentence: `a reader of YAML 1.1 takes 22:22 for the number 1342`. */
  readonly remark: string;
}

/** What was read of a server's own file, in the order of the file. */
export interface ReadServices {
  readonly services: readonly ReadService[];
  readonly skipped: readonly SkippedLine[];
  readonly remarks: readonly Remark[];
}

/** A file that another one includes. */
export interface IncludedFile {
  /** For messages: the path as it was opened. */
  readonly file: string;
  readonly text: string;
}

/**
 * Reads the files that a path or a glob (glob(7)) names, sorted by their bytes; a relative one starts at the folder of
 * the file that was read first. A glob that matches nothing gives none; a path without a file is a problem.
 */
export type IncludeReader = (pattern: string) => Result<readonly IncludedFile[]>;

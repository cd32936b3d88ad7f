/** A rule by which outcomes are predicted and explained. */
export interface Rule {
  /** linux.no-overlap. */
  readonly id: string;
  /** The name of a set of rules: linux, freebsd, macos. */
  readonly os: string;
  /** What it says of two sockets; {holder} and {newcomer} stand for them. */
  readonly sentence: string;
  /** When it decides. */
  readonly condition: string;
  /** ok, or the errno that it gives; null where it refuses nothing. */
  readonly outcome: string | null;
  /** Null: of both protocols. */
  readonly protocol: string | null;
  readonly source: string;
  /** How it is known: run, documented, or words of its own. */
  readonly certainty: string;
  /** The change with which the rule begins; absent: no kernel from 5.10 on lacks it. */
  readonly since?: RuleChange | undefined;
  /** The change with which it ends; absent: current kernels have it. */
  readonly until?: RuleChange | undefined;
  /** Ids of the rules of the same name of other systems. */
  readonly elsewhere: readonly string[];
  /** A YAML file with one trial, which `bindmatrix check` runs. */
  readonly example?: string | undefined;
  /** Why there is none. */
  readonly noExample?: string | undefined;
}

/** A change of the kernel with which a rule begins or ends. */
export interface RuleChange {
  /** The first versions with it, the newest series first: 7.0, 6.18.21, 6.1.168. */
  readonly versions: readonly string[];
  /** The commit of the kernel. */
  readonly commit: string;
  /** The title of that commit. */
  readonly title: string;
  /** Where the versions are known from. */
  readonly source: string;
}

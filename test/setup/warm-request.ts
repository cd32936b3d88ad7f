/** What a warm program is asked for: see warm.ts. */
export interface WarmRequest {
  readonly args: readonly string[];
  /** What standard input has. */
  readonly input?: string | undefined;
  /** The network namespace of a process, or a new one and the command that lays it out; where it is otherwise. */
  readonly place?: { readonly pid: number } | { readonly layOut: readonly string[] };
}

/** Written to stdout and stderr after all that the program wrote. */
export const END = '\0\0end\0\0';

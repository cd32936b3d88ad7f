/** A rule that has decided here, and that a current kernel does not have. */
export interface KernelDifference {
  /** `linux.reuse-cached` */
  readonly rule: string;
  /** What a current kernel does instead, as the end of a sentence about it. */
  readonly today: string;
  /** The first versions that do, the newest series first: `7.0`, `6.18.21`; none of a rule that only some stable series have. */
  readonly versions: readonly string[];
}

/** `a kernel since 6.8 reads the options …`: how a rule differs from a current kernel. */
export function kernelDifferenceText({ today, versions }: KernelDifference): string {
  const last = versions.at(-1) ?? '';
  const listed = versions.length < 2 ? last : `${versions.slice(0, -1).join(', ')} and ${last}`;
  return versions.length === 0 ? `a current kernel ${today}` : `a kernel since ${listed} ${today}`;
}

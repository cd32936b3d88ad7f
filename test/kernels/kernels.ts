/** A kernel that Debian has, and how it is booted here. */
export interface Kernel {
  /** `uml-6.1`: what `--only` names. */
  readonly name: string;
  readonly how: 'uml' | 'qemu';
  /** Where its packages are: a suite of Debian's archive. */
  readonly suite: string;
  /** The name of its package; the newest counts of those that match. */
  readonly image: RegExp;
  /** Its program asks for a newer C library than hosts have: taken from the same suite. */
  readonly ownLibc?: true;
}

const uml = (version: string, suite: string, ownLibc?: true): Kernel => ({
  name: `uml-${version}`,
  how: 'uml',
  suite,
  image: /^user-mode-linux$/,
  ...(ownLibc === undefined ? {} : { ownLibc }),
});

/** A kernel for virtual machines, without drivers for devices that these do not have. */
const cloud = (series: string, suite: string): Kernel => ({
  name: series,
  how: 'qemu',
  suite,
  image: new RegExp(`^linux-image-${series.replaceAll('.', '\\.')}(\\.\\d+)*(-\\d+|\\+deb\\d+)-cloud-amd64$`),
});

/**
 * User-mode Linux boots in seconds, without root and without KVM. What qemu emulates takes minutes; it has the series that
 * are not packaged otherwise.
 */
export const KERNELS: readonly Kernel[] = [
  uml('5.10', 'bullseye'),
  uml('6.1', 'bookworm'),
  uml('6.12', 'trixie', true),
  uml('7.2', 'sid', true),
  cloud('5.10', 'bullseye-security'),
  cloud('6.1', 'bookworm-security'),
  cloud('6.12', 'trixie-security'),
  ...['6.16', '6.17', '6.18', '6.19', '7.0', '7.1', '7.2', '7.3'].map((series) => cloud(series, 'trixie-backports')),
];

/** What `--only` selects: names, `uml` or `qemu`. All without it. */
export function select(only: string | undefined): readonly Kernel[] | string {
  if (only === undefined) return KERNELS;
  const words = only.split(',');
  const unknown = words.find((word) => !KERNELS.some((kernel) => isNamed(kernel, word)));
  if (unknown !== undefined) return `--only ${unknown}: there is no such kernel (--list shows them)`;
  return KERNELS.filter((kernel) => words.some((word) => isNamed(kernel, word)));
}

const isNamed = ({ name, how }: Kernel, word: string): boolean => word === name || word === how;

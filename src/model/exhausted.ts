/** The resource that ran out, by errno: errno(3), socket(2), accept(2). */
const RESOURCES: Readonly<Record<string, string>> = {
  EMFILE: 'file descriptors',
  ENFILE: 'file descriptors of the system',
  ENOMEM: 'memory',
  ENOBUFS: 'buffer space',
};

/** Says what ran out: `out of file descriptors (EMFILE)`. */
export const exhaustedText = (errno: string): string => `out of ${RESOURCES[errno] ?? 'resources'} (${errno})`;

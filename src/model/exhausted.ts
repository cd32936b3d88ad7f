/** What ran out, by the errno that says so: errno(3), socket(2), accept(2). */
const RESOURCES: Readonly<Record<string, string>> = {
  EMFILE: 'file descriptors',
  ENFILE: 'file descriptors of the system',
  ENOMEM: 'memory',
  ENOBUFS: 'buffer space',
};

/** `out of file descriptors (EMFILE)` */
export const exhaustedText = (errno: string): string => `out of ${RESOURCES[errno] ?? 'resources'} (${errno})`;

import type { Problem } from '../model/result.ts';

/** Where the native part of koffi was made for: the names that npm gives its packages. */
const HERE = `${process.platform}-${process.arch}`;

/** What needs no C function. */
const STILL = '"$0 rules", "$0 schema" and --predict work without it';

/** What dlopen(3) says of a file that it does not load, and what to change. */
const REMEDIES: readonly (readonly [said: RegExp, remedy: string])[] = [
  [/annot allocate memory/, 'raise the memory limit of this process (ulimit -v) or its cgroup'],
  [/peration not permitted/, 'its folder is on a filesystem that is mounted noexec: install the program elsewhere'],
  [
    /no place for it/,
    'mount a tmpfs at /dev/shm or /tmp that this user may write to, without noexec, or allow user namespaces',
  ],
  [/too short|truncated/, 'the file is damaged: install the packages anew (npm ci)'],
  [/GLIBC|GLIBCXX|version `/, 'it needs a newer C library than this system has'],
];

const ANOTHER_PLATFORM = `its packages were installed for another platform: install them here, on ${HERE} (npm ci)`;

/** Which part of koffi is missing, for which platform, and what to change. `error`: what loading it threw. */
export function whatIsMissing(error: unknown): Problem {
  const { code, message } = error instanceof Error ? (error as NodeJS.ErrnoException) : { code: '', message: '' };
  const said = (message || String(error)).split('\n')[0] ?? '';
  if (code === 'ERR_DLOPEN_DISABLED')
    return missing(
      'Node is told to load no native code, which bindmatrix needs to call the C library (koffi)',
      'take --no-addons away, also from NODE_OPTIONS; with --permission, give --allow-addons',
    );
  if (code === 'ERR_DLOPEN_FAILED')
    return missing(
      `the native part of koffi for ${HERE} does not load: ${said}`,
      REMEDIES.find(([pattern]) => pattern.test(said))?.[1] ?? ANOTHER_PLATFORM,
    );
  if (code === 'MODULE_NOT_FOUND')
    return missing(
      `the native part of koffi for ${HERE} is missing: the package @koromix/koffi-${HERE}`,
      `install the packages on ${HERE}, without --omit=optional (npm ci)`,
    );
  return missing(`koffi cannot be loaded on ${HERE}: ${said}`, 'install the packages anew (npm ci)');
}

const missing = (message: string, hint: string): Problem => ({ message, hint: `${hint}; ${STILL}` });

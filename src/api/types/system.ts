/** A system that has rules. */
export type SystemName = 'linux' | 'freebsd' | 'macos' | 'openbsd' | 'netbsd' | 'windows' | 'illumos';

/** A system whose rules are asked: by its name, of Linux a current kernel; `linux@6.1` is the newest release of that series. */
export type OperatingSystem = SystemName | `linux@${string}`;

/** Who built a Linux kernel, as far as its version string tells: `backports` takes newer changes into an old series. */
export type KernelBuilder = 'upstream' | 'debian' | 'ubuntu' | 'backports';

/** What the version of a Linux kernel tells. */
export interface KernelVersion {
  /** `6.1`: the series, by which rules know their versions. */
  readonly series: Series;
  /** The number within the series: 218 of 5.10.218. Absent: the text hides it, as Debian's `6.1.0-49-amd64` does. */
  readonly patch?: number;
  /** The number of a release candidate, which comes before the series: 3 of 7.2-rc3. */
  readonly candidate?: number;
  readonly builder: KernelBuilder;
}

/** Major and minor number of a series, so that 6.9 comes before 6.12. */
export type Series = readonly [major: number, minor: number];

/** `6.1` */
export const seriesText = ([major, minor]: Series): string => `${major}.${minor}`;

/** `6.1.170`, `6.1` where the number is hidden, `7.2-rc3`. */
export function kernelVersionText({ series, patch, candidate }: KernelVersion): string {
  if (candidate !== undefined) return `${seriesText(series)}-rc${candidate}`;
  return patch === undefined ? seriesText(series) : `${seriesText(series)}.${patch}`;
}

/** Below zero where series `a` is older than `b`. */
export const compareSeries = (a: Series, b: Series): number => a[0] - b[0] || a[1] - b[1];

/** The series that a text such as `6.1` names. */
export function parseSeries(text: string): Series | undefined {
  const [, major, minor] = /^(\d{1,3})\.(\d{1,3})$/.exec(text) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor)];
}

/** `6.18.44`, `7.2-rc3`, `6.6.87.2-microsoft-standard-WSL2`: what follows the numbers is the builder's own. */
const RELEASE = /^(\d{1,3})\.(\d{1,3})(?:\.(\d{1,6}))?(?:\.\d{1,6})*(?:-rc(\d{1,3}))?(?=$|[-+_~]|\.[a-z])/;

/** Distributions that keep a series for years and take changes of later ones into it: its number tells little. */
const BACKPORTS = /\.el\d|^[\d.]+-\d{6}\.\d|\.oe\d|\.an\d|\.tl\d|\.ky\d/;

/** Ubuntu's flavours: the number after the dash is Ubuntu's own, and the third number of the release is always 0. */
const UBUNTU =
  /^\d+\.\d+\.\d+-\d+-(?:generic|lowlatency|aws|azure|gcp|gke|gkeop|ibm|kvm|oem|oracle|raspi|nvidia|realtime)/;

/** Debian's before trixie: `6.1.0-49-amd64`, `5.10.0-46-cloud-arm64`. */
const DEBIAN_ABI =
  /^\d+\.\d+\.0-(?:\d+|0\.(?:deb|bpo)[\w.]*)-(?:\w+-)*(?:amd64|arm64|686|armmp|powerpc64le|s390x|riscv64|marvell|4kc-malta|5kc-malta|loongson-3|octeon)/;

/** Debian's since trixie tell the number: `6.12.88+deb13-amd64`. */
const DEBIAN = /\+deb\d+/;

/**
 * Reads `uname -r` with, where it is known, `uname -v` or a line of /proc/version or /proc/version_signature, which tell
 * what the release hides: Debian's `6.1.0-49-amd64` is `Debian 6.1.170-1`. Undefined where it is no version of Linux.
 */
export function parseKernelVersion(release: string, build = ''): KernelVersion | undefined {
  const text = /^Linux version (\S+)/.exec(release)?.[1] ?? release.trim();
  const [, major, minor, third, candidate] = RELEASE.exec(text) ?? [];
  if (major === undefined || minor === undefined) return undefined;
  const series: Series = [Number(major), Number(minor)];
  if (candidate !== undefined) return { series, candidate: Number(candidate), builder: 'upstream' };
  const builder = builderOf(text, `${release} ${build}`);
  const patch = builder === 'backports' ? undefined : patchOf({ series, builder, text, third }, `${release} ${build}`);
  return { series, ...(patch === undefined ? {} : { patch }), builder };
}

function builderOf(text: string, all: string): KernelBuilder {
  if (BACKPORTS.test(text)) return 'backports';
  if (UBUNTU.test(text) || /\bUbuntu \d/.test(all)) return 'ubuntu';
  return DEBIAN_ABI.test(text) || DEBIAN.test(text) || /(?<=\s|^)Debian \d+\.\d+\.\d+-\d/.test(all)
    ? 'debian'
    : 'upstream';
}

interface Read extends Pick<KernelVersion, 'series' | 'builder'> {
  readonly text: string;
  /** The third number of the release. */
  readonly third: string | undefined;
}

/** The number within the series, from where the builder writes it. */
function patchOf({ series, builder, text, third }: Read, all: string): number | undefined {
  const own = new RegExp(`\\b${series[0]}\\.${series[1]}\\.(\\d+)`);
  if (builder === 'ubuntu') {
    // /proc/version_signature: `Ubuntu 5.15.0-107.117-generic 5.15.149`
    const told = /Ubuntu \S+ (\d+\.\d+\.\d+)/.exec(all)?.[1];
    return numberIn(told, own);
  }
  const told = /(?<=\s|^)Debian (\d+\.\d+\.\d+)/.exec(all)?.[1];
  if (told !== undefined) return numberIn(told, own);
  if (DEBIAN_ABI.test(text)) return undefined;
  return third === undefined ? 0 : Number(third);
}

function numberIn(text: string | undefined, pattern: RegExp): number | undefined {
  const [, digits] = pattern.exec(text ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits);
}

import { expect, test } from 'vitest';
import { kernelVersionText, parseKernelVersion } from '../../src/model/kernel-version.ts';

const DEBIAN_BUILD = '#1 SMP PREEMPT_DYNAMIC Debian 6.1.170-1 (2026-05-30)';
const DEBIAN_LINE =
  'Linux version 5.10.0-46-amd64 (debian-kernel@lists.debian.org) (gcc-10 (Debian 10.2.1-6) 10.2.1 20210110, GNU ld (GNU Binutils for Debian) 2.35.2) #1 SMP Debian 5.10.262-1 (2026-11-02)';
const UBUNTU_SIGNATURE = 'Ubuntu 5.15.0-107.117-generic 5.15.149';

/** The release, what is known beside it, and what both tell. */
const TABLE: readonly (readonly [release: string, build: string, told: string])[] = [
  ['6.18.44', '', '6.18.44 upstream'],
  ['5.10.218', '#1 SMP Tue Jun 4 2024', '5.10.218 upstream'],
  ['7.2.0', '', '7.2.0 upstream'],
  ['7.2', '', '7.2.0 upstream'],
  ['7.2.0-rc3', '', '7.2-rc3 upstream'],
  ['7.2-rc3-00012-gabcdef', '', '7.2-rc3 upstream'],
  ['6.12.113-custom+', '', '6.12.113 upstream'],
  ['6.6.87.2-microsoft-standard-WSL2', '', '6.6.87 upstream'],
  ['6.1.102-108.177.amzn2023.x86_64', '', '6.1.102 upstream'],
  ['6.9.1-1-default', '', '6.9.1 upstream'],
  ['5.10.198-android12-9-00001-gabc', '', '5.10.198 upstream'],
  ['6.11.4-301.fc41.x86_64', '', '6.11.4 upstream'],
  ['6.10.3-arch1-2', '', '6.10.3 upstream'],
  ['6.1.0-49-amd64', '', '6.1 debian'],
  ['6.1.0-49-amd64', DEBIAN_BUILD, '6.1.170 debian'],
  ['6.1.0-49-cloud-arm64', DEBIAN_BUILD, '6.1.170 debian'],
  ['6.1.0-0.deb11.21-amd64', '', '6.1 debian'],
  ['6.12.88+deb13-amd64', '', '6.12.88 debian'],
  ['6.12.88+deb13-amd64', '#1 SMP PREEMPT_DYNAMIC Debian 6.12.88-1 (2026-05-30)', '6.12.88 debian'],
  [DEBIAN_LINE, '', '5.10.262 debian'],
  ['Linux version 6.1.176 (buildd@x86) (gcc (Debian 12.2.0-14+deb12u1) 12.2.0) #1 Sat Jul 4', '', '6.1.176 upstream'],
  ['5.15.0-107-generic', '', '5.15 ubuntu'],
  ['5.15.0-107-generic', '#117-Ubuntu SMP Fri Apr 26 12:26:49 UTC 2024', '5.15 ubuntu'],
  ['5.15.0-107-generic', UBUNTU_SIGNATURE, '5.15.149 ubuntu'],
  ['6.8.0-1014-aws', '', '6.8 ubuntu'],
  ['5.14.0-427.el9', '', '5.14 backports'],
  ['5.14.0-427.13.1.el9_4.x86_64', '', '5.14 backports'],
  ['4.18.0-553.el8_10.x86_64', '', '4.18 backports'],
  ['5.15.0-200.131.27.el9uek.x86_64', '', '5.15 backports'],
  ['5.14.21-150500.55.52-default', '', '5.14 backports'],
  ['4.4.0', '', '4.4.0 upstream'],
];

test.each(TABLE)('%s with %j tells %s', (release, build, told) => {
  const version = parseKernelVersion(release, build);
  expect(version && `${kernelVersionText(version)} ${version.builder}`).toBe(told);
});

test.each(['', 'abc', '6', '6.', '6.x', '13', '6.1abc', '-6.1', '1234.5', 'Darwin 23.1.0'])(
  '%j is no version of Linux',
  (text) => {
    expect(parseKernelVersion(text)).toBeUndefined();
  },
);

test('a version that was written is read as itself', () => {
  for (const text of ['5.10.46', '6.1.176', '7.2.7', '6.18.0', '7.3-rc2'])
    expect(kernelVersionText(parseKernelVersion(text) as never)).toBe(text);
});

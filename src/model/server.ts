/** Servers whose messages and settings are known. */
export type ServerName =
  | 'apache'
  | 'docker'
  | 'go'
  | 'haproxy'
  | 'java'
  | 'nginx'
  | 'node'
  | 'python'
  | 'redis'
  | 'sshd'
  | 'systemd';

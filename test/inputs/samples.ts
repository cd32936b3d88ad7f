import type { InputFormat } from '../../src/inputs/detect.ts';

/** A file of each format as people have them, by the name that it has. */
export const SAMPLES: readonly { readonly format: InputFormat; readonly file: string; readonly text: string }[] = [
  {
    format: 'nginx',
    file: '/etc/nginx/nginx.conf',
    text: `user www-data;
worker_processes auto;
pid /run/nginx.pid;

events {
	worker_connections 768; # multi_accept on;
}

http {
	sendfile on;
	types { text/html html htm; application/json json; }
	log_format main '$remote_addr - "$request" {$status}';
	map $http_upgrade $connection_upgrade { default upgrade; '' close; }

	upstream app {
		server 127.0.0.1:3000 max_fails=3;
		server unix:/run/app.sock backup;
	}
	server {
		listen 80 default_server;
		listen [::]:80 default_server ipv6only=on;
		server_name _;
		location ~ \\.php$ { return 301 https://$host$request_uri; }
	}
	server {
		listen 192.0.2.2:443 ssl http2 reuseport;
		listen unix:/run/nginx.sock;
		server_name example.com;
		location / { content_by_lua_block { ngx.say("}") } }
	}
}
stream {
	server { listen 5353 udp reuseport; proxy_pass 127.0.0.1:53; }
}
`,
  },
  {
    format: 'nginx',
    file: '-',
    text: `# configuration file /etc/nginx/nginx.conf:
http {
  include /etc/nginx/conf.d/*.conf;
}
# configuration file /etc/nginx/conf.d/a.conf:
server { listen 8080; }
`,
  },
  {
    format: 'compose',
    file: 'docker-compose.yml',
    text: `version: "3.8"
x-web: &web
  restart: always
  ports: ["8080:80", "127.0.0.1:8443:443/tcp"]
services:
  web:
    <<: *web
    image: "nginx:\${TAG:-latest}"
  db:
    image: postgres
    ports:
      - target: 5432
        published: "5432"
        host_ip: 127.0.0.1
        protocol: tcp
  dns:
    ports: ["[::1]:53:53/udp", "9000-9002:9000-9002", "3000"]
`,
  },
  {
    format: 'compose',
    file: '-',
    text: `{ "name": "x", "services": { "web": { "ports": [ { "mode": "ingress", "target": 80, "published": "80", "protocol": "tcp" } ] } } }
`,
  },
  {
    format: 'systemd',
    file: '/lib/systemd/system/ssh.socket',
    text: `[Unit]
Description=OpenBSD Secure Shell server socket
Before=sockets.target ssh.service

[Socket]
ListenStream=0.0.0.0:22
ListenStream=[::]:22
ListenDatagram=\\
  53
BindIPv6Only=ipv6-only
Accept=no
FreeBind=yes
ListenStream=/run/x.sock

[Install]
WantedBy=sockets.target
`,
  },
  {
    format: 'systemd',
    file: '-',
    text: `# /lib/systemd/system/web.socket
[Socket]
ListenStream=80

# /etc/systemd/system/web.socket.d/override.conf
[Socket]
ListenStream=
ListenStream=8080
`,
  },
  {
    format: 'sshd',
    file: '/etc/ssh/sshd_config',
    text: `Include /etc/ssh/sshd_config.d/*.conf

#Port 22
Port 2222
AddressFamily any
ListenAddress 0.0.0.0
ListenAddress "[::1]:22"
KbdInteractiveAuthentication no
Subsystem	sftp	/usr/lib/openssh/sftp-server
Match User anoncvs
	X11Forwarding no
`,
  },
  {
    format: 'sshd',
    file: '-',
    text: `port 22
addressfamily any
listenaddress [::]:22
listenaddress 0.0.0.0:22
usepam yes
`,
  },
  {
    format: 'haproxy',
    file: '/etc/haproxy/haproxy.cfg',
    text: `global
	log /dev/log	local0
	stats socket /run/haproxy/admin.sock mode 660 level admin
	noreuseport
	setenv WEB 8080

.if defined(HAPROXY_MWORKER)
peers others
	bind :1024
	server me
.endif

defaults
	log	global
	mode	http
	timeout connect 5000

frontend www
	bind :80,[::]:80 v6only
	bind 10.10.2.102:443 interface eth0 ssl crt "/etc/ssl/a b.pem" alpn h2,http/1.1 # tls
	bind ipv6@:8443
	bind unix@/run/h.sock
	bind ":$WEB"
	bind "\${IP-127.0.0.1}:8000-8002"
	default_backend app

backend app
	server s1 127.0.0.1:3000 check
`,
  },
];

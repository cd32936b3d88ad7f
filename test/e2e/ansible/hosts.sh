#!/bin/bash
# Three hosts, each a network namespace with its own sshd, and a command that reaches them: hosts.sh FOLDER COMMAND…
# To be run in namespaces of its own (net, mount, uts, pid), which end everything that this starts. FOLDER gets keys,
# logs, and an inventory; the third host has another program on port 8080.
set -euo pipefail
folder=$1
shift

mount -t tmpfs tmpfs /run
mkdir -m 0755 /run/sshd
ip link set lo up
hostname controller
ssh-keygen -q -t ed25519 -N '' -f "$folder/key"
: >"$folder/known_hosts"
printf '[all]\n' >"$folder/inventory"

for number in 1 2 3; do
  name=web$number address=10.99.$number.2
  ssh-keygen -q -t ed25519 -N '' -f "$folder/$name.key"
  printf '%s %s\n' "$address" "$(cut -d' ' -f1,2 "$folder/$name.key.pub")" >>"$folder/known_hosts"
  printf '%s ansible_host=%s\n' "$name" "$address" >>"$folder/inventory"
  cat >"$folder/$name.conf" <<EOF
ListenAddress $address
HostKey $folder/$name.key
AuthorizedKeysFile $folder/key.pub
PidFile none
StrictModes no
UsePAM no
PermitRootLogin prohibit-password
Subsystem sftp internal-sftp
EOF
  unshare --net --mount --uts bash -c "
    touch $folder/$name.born
    mount -t sysfs sysfs /sys
    hostname $name
    ip link set lo up
    for _ in {1..600}; do ip link show eth0 >/dev/null 2>&1 && break; sleep 0.1; done
    ip addr add $address/24 dev eth0
    ip addr add 10.10.2.10$number/24 dev eth0 label eth0:1
    ip addr add 2001:db8::$number/64 dev eth0 nodad
    ip link set eth0 up
    ((number = $number))
    if ((number == 3)); then /usr/bin/python3 -m http.server 8080 >/dev/null 2>&1 & fi
    exec /usr/sbin/sshd -D -e -f $folder/$name.conf 2>$folder/$name.log" &
  host=$!
  # Before that it is still in this namespace.
  for _ in {1..600}; do [[ -e $folder/$name.born ]] && break; sleep 0.1; done
  ip link add "to-$name" type veth peer name eth0 netns "$host"
  ip addr add "10.99.$number.1/24" dev "to-$name"
  ip link set "to-$name" up
done

for number in 1 2 3; do
  for _ in $(seq 200); do
    timeout 1 bash -c "exec 3<>/dev/tcp/10.99.$number.2/22" 2>/dev/null && break
    sleep 0.1
  done
done

export ANSIBLE_HOME=$folder/ansible ANSIBLE_HOST_KEY_CHECKING=True ANSIBLE_REMOTE_TEMP=$folder/remote
export ANSIBLE_PRIVATE_KEY_FILE=$folder/key ANSIBLE_REMOTE_USER=root ANSIBLE_PIPELINING=1 ANSIBLE_NOCOLOR=1 ANSIBLE_PYTHON_INTERPRETER=/usr/bin/python3
export ANSIBLE_SSH_ARGS="-F none -o UserKnownHostsFile=$folder/known_hosts -o StrictHostKeyChecking=yes -o ControlMaster=no"
"$@"

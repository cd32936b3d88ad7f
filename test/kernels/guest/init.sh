#!/bin/sh
# The first process of a kernel that was booted for tests: mounts what a program needs, loads modules, runs $JOB/run.sh,
# leaves its output and exit code in $JOB, and stops the machine.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /tmp
mount -t tmpfs tmpfs /run
mount -t devtmpfs devtmpfs /dev 2>/dev/null
mkdir -p /dev/shm /dev/pts && mount -t tmpfs tmpfs /dev/shm
mkdir -p /run/job && mount -t hostfs -o "$JOB" none /run/job
exec >/run/job/boot.log 2>&1
for name in $MODULES; do
  perl -e '
    my ($root, @names) = @ARGV;
    my (%file, %needs);
    open(my $dep, "<", "$root/modules.dep") or die "$root/modules.dep: $!\n";
    while (<$dep>) { chomp; my ($of, $on) = split /:\s*/, $_, 2; my ($n) = $of =~ m{([^/]+)\.ko}; $n =~ tr/-/_/;
      $file{$n} = $of; $needs{$n} = [reverse split / /, $on // ""]; }
    for my $n (@names) { next unless $file{$n};
      for my $path (@{$needs{$n}}, $file{$n}) { open(my $ko, "<", "$root/$path") or next;
        my $r = syscall(313, fileno($ko), my $none = "", 0);
        print "$path: $!\n" if $r != 0 && !$!{EEXIST}; } }' "$MODULE_ROOT" "$name"
done
ip link set lo up
cd / && sh /run/job/run.sh </dev/null >/run/job/stdout 2>/run/job/stderr
echo $? >/run/job/code
sync
echo o >/proc/sysrq-trigger
sleep 60

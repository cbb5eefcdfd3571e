# What the scripts here share; to be sourced after DIR, the folder of the cluster, is set.
PATH=$PATH:/usr/sbin:/sbin
export SLURM_CONF=$DIR/slurm.conf

# Fails with what to do about it.
die() { echo "$(basename "$0"): $*" >&2; exit 1; }

# wait_for SECONDS WHAT COMMAND...: tries until the command succeeds.
wait_for() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || die "$what is not there; see $DIR/log"
    sleep 0.05
  done
}

# is_running NAME: whether the daemon that was recorded lives. Ids are reused, hence the look at its command line.
is_running() {
  local pid
  pid=$(cat "$DIR/run/$1.pid" 2>/dev/null) && grep -qaF "$DIR/" "/proc/$pid/cmdline" 2>/dev/null
}

is_stopped() { ! is_running "$1"; }

munge_answers() { munge -S "$DIR/munge/socket" -n 2>/dev/null | unmunge -S "$DIR/munge/socket" >/dev/null 2>&1; }
controller_answers() { timeout 5 scontrol ping 2>/dev/null | grep -q 'is UP'; }
node_answers() { timeout 5 sinfo -h -o %T 2>/dev/null | grep -qE '^(idle|mixed|allocated)$'; }

# launch NAME COMMAND...: in the foreground and away from this terminal, so that its id is the daemon's.
launch() {
  local name=$1
  shift
  is_running "$name" && die "$name of $DIR runs already"
  # The working directory is inherited by slurmstepd, of which each task has one, and tells whose it is.
  (cd "$DIR/spool" && exec setsid "$@" </dev/null >>"$DIR/log/$name.out" 2>&1) &
  echo $! >"$DIR/run/$name.pid"
}

start_daemon() {
  case $1 in
    munged)
      # --force: the folder may lie below one that others may write to, such as /tmp.
      launch munged munged -F --force --num-threads=2 --key-file="$DIR/munge/key" --socket="$DIR/munge/socket" \
        --pid-file="$DIR/munge/pid" --seed-file="$DIR/munge/seed" --log-file="$DIR/log/munged.log"
      wait_for 10 munge munge_answers ;;
    slurmctld)
      launch slurmctld slurmctld -D -f "$SLURM_CONF"
      wait_for 20 'the controller' controller_answers ;;
    slurmd)
      launch slurmd slurmd -D -f "$SLURM_CONF"
      wait_for 40 'the node' node_answers ;;
    *) die "no daemon is called '$1'" ;;
  esac
}

# signal_daemon NAME SIGNAL: sends it to the recorded process and waits for its end.
signal_daemon() {
  is_running "$1" || return 0
  kill "-$2" "$(cat "$DIR/run/$1.pid")" 2>/dev/null || true
  wait_for 20 "the end of $1" is_stopped "$1"
  rm -f "$DIR/run/$1.pid"
}

# Kills slurmstepd of each of this node's tasks with everything below it. They outlive the node's daemon, and process 1 is
# their parent, so their working directory has to tell that they belong here.
kill_tasks() {
  local pid
  for pid in $(pgrep -f '^slurmstepd: '); do
    [ "$(readlink "/proc/$pid/cwd")" != "$DIR/spool" ] || kill_tree "$pid"
  done
}

kill_tree() {
  local child
  # Stopped first, or it could start another while its children are looked up.
  kill -STOP "$1" 2>/dev/null || return 0
  for child in $(ps -o pid= --ppid "$1"); do kill_tree "$child"; done
  kill -KILL "$1" 2>/dev/null || true
}

# Completes each argument in an interactive zsh, as a Tab does, and prints what the line has become; $1 is the folder of _bindmatrix.
zmodload zsh/zpty
folder=$1
shift
zpty -b z zsh -f -i
zpty -w z "PROMPT=; PS2=; fpath=($folder \$fpath); autoload -U compinit; compinit -u -D; show() { print -r -- \"LINE<\$BUFFER>\"; BUFFER=; zle -I }; zle -N show; bindkey '^X' show; print RE''ADY"
zpty -r z ready '*READY*' || exit 1
for line; do
  zpty -n -w z "$line"$'\t\x18'
  zpty -r z text '*LINE<*>*' || exit 1
  text=${text##*LINE<}
  print -r -- "${text%%>*}"
done
zpty -d z

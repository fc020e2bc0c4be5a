# A line for each page that is not kept in generated/: the hash of all that is emitted for it,
# and its name. hashes.sh LATENTC KEPT.. from the root of the tree.
set -eu
export LC_ALL=C
latentc=$1
shift
kept=" $* "
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for page in graphs/*.yaml graphs/recipes/*.yaml graphs/seeds/*.yaml; do
    name=${page##*/}
    name=${name%.yaml}
    case $kept in *" $name "*) continue ;; esac
    [ -e "$page" ] || continue
    "$latentc" emit "$page" -o "$work/$name" --no-runtime 2>"$work/messages" || {
        cat "$work/messages" >&2
        exit 1
    }
    hash=$(cd "$work/$name" && sha256sum -- * | sha256sum)
    echo "${hash%% *}  $page"
    rm -rf "${work:?}/$name"
done

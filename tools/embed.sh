# Prints C that holds the given files as text: embed.sh FILE...
set -eu
echo '/* Made from the sources of the runtime by tools/embed.sh. */'
n=0
for file in "$@"; do
    echo "static const char file_$n[] = {"
    od -An -v -tu1 "$file" | sed 's/ *\([0-9][0-9]*\)/\1,/g'
    echo '0};'
    n=$((n + 1))
done
echo 'const struct { const char *name, *text; } embedded_files[] = {'
n=0
for file in "$@"; do
    echo "    {\"$file\", file_$n},"
    n=$((n + 1))
done
echo '};'
echo "const int embedded_count = $n;"

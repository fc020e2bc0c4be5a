#!/bin/sh
# pictures.sh SIDE FOLDER: 1024 grey pictures of random bytes, as IDX files of both splits.
set -eu
side=$1 folder=$2
if [ ! -f "$folder/t10k-images-idx3-ubyte" ]; then
    mkdir -p "$folder"
    size=$(printf '\\0\\0\\0\\%03o' "$side")
    {
        printf '\0\0\10\3\0\0\4\0'
        printf "$size$size"
        head -c $((1024 * side * side)) /dev/urandom
    } >"$folder/train-images-idx3-ubyte"
    cp "$folder/train-images-idx3-ubyte" "$folder/t10k-images-idx3-ubyte"
fi

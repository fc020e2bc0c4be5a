# Trains graphs/vae.yaml on the built-in digits and draws samples: demo.sh LATENTC
# runs/demo is the demo's own; each time it begins anew.
set -eu
rm -rf runs/demo
"$1" train graphs/vae.yaml --epochs 10 --out runs/demo
build/vae/vae sample --checkpoint "$(ls runs/demo/*.safetensors | tail -n 1)" \
    --count 64 --out runs/demo/sample.png
build/vae/vae reconstruct --checkpoint "$(ls runs/demo/*.safetensors | tail -n 1)" \
    --count 64 --out runs/demo/reconstruct.png
cat <<END

trained    build/vae/vae, whose C is in build/vae
losses     runs/demo/metrics.csv
samples    runs/demo/sample.png, and after each epoch runs/demo/samples-0001.png to -0010.png
digits     runs/demo/reconstruct.png: pictures of the test split beside their reconstructions
weights    $(ls runs/demo/*.safetensors | tail -n 1)
END

"""Turns data sets into what `photometric normals` reads: photometric_inputs.py PHOTOMETRIC_DATA FOLDER

bunnyR.npz, bunnyR.txt: R of the 50 images with highlights, spread evenly, and their lights; the .0121 that the renderer
took off every lit intensity is put back. render.npz, render.txt, render-truth.npy: the 33,392 pixels of the own render
as images of one row.
"""
import sys
from pathlib import Path

import numpy as np

data, folder = Path(sys.argv[1]), Path(sys.argv[2])
folder.mkdir(parents=True, exist_ok=True)
images = np.load(data / "bunny/bunny_specular_gray_f32.npz")["images"]
images = np.where(images > 0, images + np.float32(0.0121), 0).astype(np.float32)
lights = np.load(data / "bunny/truth.npz")["lights"]
for count in (10, 20, 40, 50):
    chosen = np.floor(np.arange(count) * 49 / (count - 1) + 0.5).astype(int)
    np.savez(folder / f"bunny{count}.npz", images=images[chosen])
    np.savetxt(folder / f"bunny{count}.txt", lights[chosen])
render = np.load(data / "mesh/own_render_bunny_hemisphere40_f32.npz")
np.savez(folder / "render.npz", images=np.ascontiguousarray(render["M"].T[:, None, :], dtype=np.float32))
np.savetxt(folder / "render.txt", render["L"])
np.save(folder / "render-truth.npy", render["N"][None].astype(np.float32))

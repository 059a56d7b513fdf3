"""Writes 20 images of 4096×4096 float32 of a ball with a highlight (PFM, 1.3 GB), lights.txt and mask.npy into a folder.

large_images.py FOLDER               writes them
large_images.py FOLDER NORMALS.npy   prints the mean angle in degrees between normals found and true
"""
import sys
from pathlib import Path

import numpy as np

SIDE, COUNT = 4096, 20
folder = Path(sys.argv[1])
angle = 2 * np.pi * np.arange(COUNT) / COUNT
tilt = np.radians(np.where(np.arange(COUNT) % 2, 25, 50))
lights = np.stack([np.cos(angle) * np.sin(tilt), np.sin(angle) * np.sin(tilt), np.cos(tilt)], 1)
y, x = (np.mgrid[:SIDE, :SIDE].astype(np.float32) - (SIDE - 1) / 2) / (0.48 * SIDE)
inside = x * x + y * y < 0.95
z = np.sqrt(np.maximum(0, 1 - x * x - y * y), dtype=np.float32)
if len(sys.argv) > 2:
    found = np.load(sys.argv[2])
    cosine = found[..., 0] * x - found[..., 1] * y + found[..., 2] * z
    print("mean error %.4f degrees" % np.degrees(np.arccos(np.clip(cosine[inside], -1, 1), dtype=np.float64)).mean())
    sys.exit()
folder.mkdir(parents=True, exist_ok=True)
np.savetxt(folder / "lights.txt", lights)
np.save(folder / "mask.npy", inside.astype(np.float32))
(folder / "images").mkdir(exist_ok=True)
for k, light in enumerate(lights.astype(np.float32)):
    half = light + np.array([0, 0, 1], np.float32)
    half /= np.linalg.norm(half)
    lit = np.maximum(0, light[0] * x - light[1] * y + light[2] * z)
    shine = np.maximum(0, half[0] * x - half[1] * y + half[2] * z) ** 200
    image = (0.7 * lit + 0.5 * shine * (lit > 0)) * inside
    with open(folder / "images" / f"{k:02}.pfm", "wb") as out:
        out.write(f"Pf\n{SIDE} {SIDE}\n-1\n".encode())
        out.write(image[::-1].astype("<f4").tobytes())

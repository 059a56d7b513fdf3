#!/usr/bin/env python3
"""EM-SBL as a plain numpy loop over problems: the yardstick for the speed of `sbl:update=em`.

Same algorithm, same 300 iterations, same lambda (1e-8 of ||y||^2/m) on a random correlated 20x100
dictionary; one problem after the other, numpy's own BLAS, double precision. Prints milliseconds a problem.
Usage: em_sbl_numpy.py [problems] [iterations]
"""
import sys
import time

import numpy as np

problems = int(sys.argv[1]) if len(sys.argv) > 1 else 100
iterations = int(sys.argv[2]) if len(sys.argv) > 2 else 300
m, n, d = 20, 100, 5
rng = np.random.default_rng(1)
phi = sum(np.outer(rng.standard_normal(m), rng.standard_normal(n)) / i**2 for i in range(1, m + 1))
phi /= np.linalg.norm(phi, axis=0)
truth = np.zeros((problems, n))
for row in truth:
    support = rng.choice(n, d, replace=False)
    row[support] = rng.uniform(0.1, 0.5, d) * rng.choice([-1, 1], d)
measurements = truth @ phi.T


def em(y):
    noise = 1e-8 * (y @ y) / m
    gamma = np.full(n, (y @ y) / m)
    for _ in range(iterations):
        weighted = phi * gamma
        inverse = np.linalg.inv(weighted @ phi.T + noise * np.eye(m))
        projected = inverse @ phi
        mean = gamma * (y @ projected)
        gamma = mean**2 + gamma - gamma**2 * np.einsum("ij,ij->j", phi, projected)
    return mean


em(measurements[0])
start = time.perf_counter()
estimates = np.array([em(y) for y in measurements])
seconds = time.perf_counter() - start
found = np.argsort(-np.abs(estimates), axis=1)[:, :d]
strict = np.mean([set(f) == set(np.flatnonzero(t)) for f, t in zip(found, truth)])
print(f"{1e3 * seconds / problems:.3f} ms a problem, {problems} problems, strict accuracy {strict:.3f}")

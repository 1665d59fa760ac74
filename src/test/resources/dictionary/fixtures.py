"""Makes the arrays beside it, with Debian's Python 3.11, NumPy 1.24.2 and
scikit-learn 1.2.1.

Run as: /usr/bin/python3 fixtures.py

patches.npy     random rows of length 1 around six axes, on both sides: a patch
                and its negative belong together
kmeans.npy      their 6 clusters: scikit-learn's KMeans, begun with the first 6
                rows, after each row was turned to the side of its axis
pursuit.npy     their weights for 3 atoms each of 12 (the first 12 rows):
                orthogonal_mp
ksvd.npy        12 atoms and the weights after one K-SVD update of these atoms
                by the singular value decomposition of NumPy
ridge-x.npy     random features, ridge-y.npy random targets, and ridge.npy the
                coefficients of Ridge(alpha=0.1) without intercept
"""
import os

import numpy as np
from sklearn.cluster import KMeans
from sklearn.linear_model import Ridge, orthogonal_mp

random = np.random.default_rng(11)
here = os.path.dirname(os.path.abspath(__file__))


def save(name, array):
    np.save(os.path.join(here, name + ".npy"), np.ascontiguousarray(array, dtype=np.float32))
    return array


def unit(rows):
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)

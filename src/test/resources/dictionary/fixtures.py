"""Makes the arrays beside it, with Debian's Python 3.11, NumPy 1.24.2 and
scikit-learn 1.2.1.

Run as: /usr/bin/python3 fixtures.py

Patches are rows of 9 samples.

order.npy       the order in which TrainingPatches draws 300 planes of one patch
clustered.npy   patches around six axes, on both sides
kmeans.npy      the six centers, scaled to length 1, that KMeans finds of the
                patches, each scaled to length 1 and turned to one side
sparse.npy      patches that are sums of three of twelve atoms, with noise
ksvd.npy        twelve atoms after 20 rounds of K-SVD: orthogonal_mp, then each
                atom by one power iteration; begun with the first patches
high.npy        high-resolution patches of sparse.npy
ridge.npy       coefficients [9 features, 9 samples] of Ridge
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


COUNT, SIDE, CLUSTERS, ATOMS, SPARSITY, ROUNDS, ALPHA = 300, 9, 6, 12, 3, 20, 0.1

# Where TrainingPatches with the seed 1 puts each of so many planes of one patch.
order = np.load(os.path.join(here, "order.npy"))

# Around axes, on both sides: k-means.
axes = np.linalg.qr(random.standard_normal((SIDE, SIDE)))[0][:CLUSTERS]
sides = random.choice([-1, 1], COUNT)[:, None]
noise = 0.1 * random.standard_normal((COUNT, SIDE))
labels = random.integers(CLUSTERS, size=COUNT)
labels[order[:CLUSTERS]] = range(CLUSTERS)  # what k-means begins with
clustered = save("clustered", sides * (axes[labels] + noise))
aligned = unit(clustered * sides)
firsts = order[:CLUSTERS]
kmeans = KMeans(CLUSTERS, init=aligned[firsts], n_init=1, tol=0).fit(aligned)
assert all(kmeans.labels_[firsts][labels] == kmeans.labels_), "clusters overlap"
save("kmeans", unit(kmeans.cluster_centers_))

# Sums of three of twelve atoms: K-SVD and ridge regression.
atoms = unit(random.standard_normal((ATOMS, SIDE)))
weights = np.zeros((COUNT, ATOMS))
for row in weights:
    row[random.choice(ATOMS, SPARSITY, replace=False)] = random.uniform(0.5, 2, SPARSITY)
sparse = save("sparse", weights @ atoms + 0.05 * random.standard_normal((COUNT, SIDE)))
high = save("high", sparse @ random.standard_normal((SIDE, SIDE)) + random.standard_normal((COUNT, SIDE)))

features = unit(sparse.astype(np.float32).astype(float))[order]
dictionary = features[:ATOMS].copy()
for _ in range(ROUNDS):
    codes = orthogonal_mp(dictionary.T, features.T, n_nonzero_coefs=SPARSITY).T
    for a in range(ATOMS):
        users = np.flatnonzero(codes[:, a])
        if not len(users):
            continue
        rest = features[users] - codes[users] @ dictionary + np.outer(codes[users, a], dictionary[a])
        dictionary[a] = codes[users, a] @ rest
        dictionary[a] /= np.linalg.norm(dictionary[a])
        codes[users, a] = rest @ dictionary[a]
save("ksvd", dictionary)

lengths = np.linalg.norm(sparse, axis=1, keepdims=True)
ridge = Ridge(alpha=ALPHA, fit_intercept=False).fit(sparse / lengths, (high - sparse) / lengths)
save("ridge", ridge.coef_.T)

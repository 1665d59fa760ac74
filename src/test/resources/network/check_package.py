"""Checks that packages load and give their own test output in an older PyTorch.

Run with Debian's python3-torch 1.13.1:  /usr/bin/python3 check_package.py FOLDER...
Prints the largest difference of each; fails where it is over 1e-5.
"""
import sys

import numpy as np
import torch

worst = 0
for folder in sys.argv[1:]:
    network = torch.jit.load(f'{folder}/weights.pt')
    with torch.no_grad():
        output = network(torch.tensor(np.load(f'{folder}/test_input.npy'))).numpy()
    difference = np.abs(output - np.load(f'{folder}/test_output.npy')).max()
    print(f'{folder}: {difference:.2g} in PyTorch {torch.__version__}')
    worst = max(worst, difference)
sys.exit(int(worst > 1e-5))

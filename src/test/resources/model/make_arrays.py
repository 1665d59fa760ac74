"""Makes the .npy fixtures of NpyTest (run with NumPy 1.24.2)."""
import numpy as np

ramp = np.arange(24).reshape(2, 3, 4)
for name in "bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float16 float32 float64".split():
    np.save(name, (ramp % 2 if name == "bool" else ramp).astype(name))
np.save("big-endian", ramp.astype(">f4"))
np.save("fortran", np.asfortranarray(ramp.astype("float32")))
np.save("scalar", np.float32(1.5))
np.save("empty", np.zeros((0, 3), "float32"))
halves = [0, -0.0, 1, -2.5, 65504, 6e-8, 6.1e-5, 1 / 3, np.inf, -np.inf, np.nan]
np.save("halves", np.array(halves, "float16"))
np.save("halves-as-float", np.array(halves, "float16").astype("float32"))
with open("version2.npy", "wb") as f:
    np.lib.format.write_array(f, ramp.astype("float32"), version=(2, 0))
with open("version3.npy", "wb") as f:
    np.lib.format.write_array(f, ramp.astype("float32"), version=(3, 0))
# Refused:
np.save("objects", np.array([{"a": 1}, None], object))
np.save("structure", np.zeros(2, [("x", "<f4"), ("y", "<i4")]))
np.save("complex", np.zeros(2, "complex64"))

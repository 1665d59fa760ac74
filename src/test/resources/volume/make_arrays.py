"""Writes the arrays that ZarrArrayTest reads, into arrays.zip beside this file.

Run with python3-zarr 2.13.6 and numcodecs 0.11.0 (Debian 12): python3 make_arrays.py

v2/...: written by zarr itself. All arrays but those named below hold, at C order index n,
value(type, n) as given here and in the test, in the shape 5 x 7 x 9 with chunks of 3 x 4 x 5.
v3/...: written by hand after the specification of Zarr 3 (that zarr writes no version 3), with
the codecs of numcodecs; crc32c and the index of shards are written out below. tensorstore 0.1.86
reads all of them with the same values, but for uint8, whose codec is given by its name alone; also
what ZarrArray writes in version 3: every compressor and type, sharded and not (65 arrays).
refused/...: what a reader must refuse.
"""
import json
import os
import shutil
import struct
import tempfile
import zipfile

import numcodecs
import numpy as np
import zarr

HERE = os.path.dirname(os.path.abspath(__file__))
SHAPE, CHUNKS = (5, 7, 9), (3, 4, 5)
COUNT = int(np.prod(SHAPE))


def values(dtype):
    n = np.arange(COUNT, dtype=np.int64)
    whole = {"u1": n * 7 % 251, "i1": n * 7 % 251 - 125, "u2": n * 211 % 65521,
             "i2": n * 211 % 65521 - 32760, "u4": n * 13421773 % 4294967291,
             "i4": n * 13421773 % 4294967291 - 2147483640, "f2": n / 4 - 30, "f4": n * 0.37 - 50}
    return whole[dtype].astype(dtype).reshape(SHAPE)


def write(root, name, data, **settings):
    settings = {"chunks": CHUNKS, "compressor": None, "dimension_separator": "/", **settings}
    array = zarr.create(shape=data.shape, dtype=data.dtype, store=zarr.DirectoryStore(
        os.path.join(root, name)), **settings)
    array[...] = data
    return array


def remove(root, name, *chunks):
    for chunk in chunks:
        os.remove(os.path.join(root, name, chunk))


def version2(root):
    for kind in ("u1", "i1", "u2", "i2", "u4", "i4", "f2", "f4"):
        write(root, "v2/little-" + kind, values(kind).astype("<" + kind), compressor=numcodecs.Zstd())
        if kind[1] != "1":
            write(root, "v2/big-" + kind, values(kind).astype(">" + kind))
    data = values("u2")
    write(root, "v2/gzip", data, compressor=numcodecs.GZip())
    write(root, "v2/zlib", data, compressor=numcodecs.Zlib())
    write(root, "v2/dots", data, dimension_separator=".")
    write(root, "v2/f-order", data, order="F", compressor=numcodecs.Zstd())
    write(root, "v2/f-order-big", data.astype(">u2"), order="F")
    write(root, "v2/one-chunk", data, chunks=SHAPE)
    write(root, "v2/large-chunk", data, chunks=(8, 8, 16))
    for name in ("lz4", "lz4hc", "snappy", "zlib", "zstd"):
        for shuffle in (0, 1, 2):
            for kind in ("u1", "u2", "f4"):
                write(root, "v2/blosc-%s-%d-%s" % (name, shuffle, kind), values(kind), chunks=SHAPE,
                      compressor=numcodecs.Blosc(cname=name, shuffle=shuffle))
    # Missing: the chunks 0/0/0 and 1/1/1, or all of them.
    for name, kind, fill in (("seven", "u2", 7), ("none", "u2", None), ("minus", "i4", -2147483647),
                             ("nan", "f4", np.nan), ("infinity", "f4", -np.inf)):
        write(root, "v2/fill-" + name, values(kind), fill_value=fill)
        remove(root, "v2/fill-" + name, "0/0/0", "1/1/1")
    zarr.create(shape=SHAPE, chunks=CHUNKS, dtype="u1", fill_value=9,
                store=zarr.DirectoryStore(os.path.join(root, "v2/empty")))
    # Several blocks of Blosc, split and not, and a last one that is shorter: n // 16 % 1000.
    long = (np.arange(300001) // 16 % 1000).astype("u2")
    for name in ("lz4", "zstd", "zlib"):
        for shuffle in (0, 1, 2):
            write(root, "v2/long-%s-%d" % (name, shuffle), long, chunks=(200000,),
                  compressor=numcodecs.Blosc(cname=name, shuffle=shuffle, blocksize=65536))


def crc32c(data):
    """CRC-32C (Castagnoli): reflected polynomial 0x82f63b78; crc32c(b"123456789") = 0xe3069283."""
    crc = 0xffffffff
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82f63b78 if crc & 1 else 0)
    return crc ^ 0xffffffff


def checked(data):
    return data + struct.pack("<I", crc32c(data))


def cut(data, index, chunks, fill=0):
    """Returns a chunk, filled up at the border."""
    chunk = np.full(chunks, fill, data.dtype)
    part = data[tuple(slice(i * c, (i + 1) * c) for i, c in zip(index, chunks))]
    chunk[tuple(slice(0, n) for n in part.shape)] = part
    return chunk


def grid(shape, chunks):
    return list(np.ndindex(*[-(-s // c) for s, c in zip(shape, chunks)]))


def document(root, name, codecs, unit=CHUNKS, data_type="uint16", keys=("default", "/"), fill=0):
    folder = os.path.join(root, "v3", name)
    os.makedirs(folder)
    with open(os.path.join(folder, "zarr.json"), "w") as file:
        json.dump({"zarr_format": 3, "node_type": "array", "shape": SHAPE, "data_type": data_type,
                   "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": unit}},
                   "chunk_key_encoding": {"name": keys[0], "configuration": {"separator": keys[1]}},
                   "fill_value": fill, "codecs": codecs}, file)
    return folder


def put(folder, index, content, keys=("default", "/")):
    key = keys[1].join((["c"] if keys[0] == "default" else []) + [str(i) for i in index])
    path = os.path.join(folder, key)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


def plain(root, name, codecs, encode, kind="u2", keys=("default", "/"), **settings):
    folder = document(root, name, codecs, keys=keys, **settings)
    for index in grid(SHAPE, CHUNKS):
        put(folder, index, encode(cut(values(kind), index, CHUNKS)), keys)


def sharded(root, name, where, index_codecs, chunk_codecs, encode, index_encode, missing=(), fill=0):
    """Shards of 2 x 2 x 2 chunks; the first chunk of each is stored last."""
    shard = tuple(2 * c for c in CHUNKS)
    folder = document(root, name, [{"name": "sharding_indexed", "configuration": {
        "chunk_shape": CHUNKS, "codecs": chunk_codecs, "index_codecs": index_codecs,
        "index_location": where}}], unit=shard, fill=fill)
    data = values("u2")
    size = len(index_encode(bytes(16 * 8)))
    for index in grid(SHAPE, shard):
        inner = list(np.ndindex(2, 2, 2))
        entries = {}
        body = b""
        for place in inner[1:] + inner[:1]:
            chunk = tuple(2 * i + p for i, p in zip(index, place))
            if chunk in missing or any(c * n >= s for c, n, s in zip(chunk, CHUNKS, SHAPE)):
                entries[place] = (2 ** 64 - 1, 2 ** 64 - 1)
                continue
            content = encode(cut(data, chunk, CHUNKS, fill))
            entries[place] = (len(body) + (size if where == "start" else 0), len(content))
            body += content
        index_bytes = index_encode(b"".join(struct.pack("<QQ", *entries[p]) for p in inner))
        put(folder, index, index_bytes + body if where == "start" else body + index_bytes)


def version3(root):
    little = {"name": "bytes", "configuration": {"endian": "little"}}
    big = {"name": "bytes", "configuration": {"endian": "big"}}
    crc = {"name": "crc32c"}
    zstd = {"name": "zstd", "configuration": {"level": 3, "checksum": False}}
    gzip = {"name": "gzip", "configuration": {"level": 5}}
    blosc = {"name": "blosc", "configuration": {"cname": "zstd", "clevel": 5, "shuffle": "bitshuffle",
                                                "typesize": 2, "blocksize": 0}}
    def transpose(*order):
        return {"name": "transpose", "configuration": {"order": order}}
    plain(root, "raw", [little], lambda c: c.astype("<u2").tobytes())
    plain(root, "big", [big], lambda c: c.astype(">u2").tobytes())
    plain(root, "uint8", ["bytes"], lambda c: c.tobytes(), "u1", data_type="uint8")
    plain(root, "float32", [little], lambda c: c.tobytes(), "f4", data_type="float32", fill="0x7fc00000")
    plain(root, "crc32c", [little, crc], lambda c: checked(c.tobytes()))
    plain(root, "gzip", [little, gzip], lambda c: numcodecs.GZip().encode(c.tobytes()))
    plain(root, "zstd-crc32c", [little, zstd, crc], lambda c: checked(numcodecs.Zstd().encode(c.tobytes())))
    plain(root, "blosc", [little, blosc], lambda c: numcodecs.Blosc("zstd", shuffle=2).encode(
        np.ascontiguousarray(c)))
    plain(root, "transpose", [transpose(2, 0, 1), little, zstd], lambda c: numcodecs.Zstd().encode(
        c.transpose(2, 0, 1).tobytes()))
    plain(root, "transpose-twice", [transpose(2, 0, 1), transpose(1, 0, 2), big],
          lambda c: c.transpose(2, 0, 1).transpose(1, 0, 2).astype(">u2").tobytes())
    plain(root, "keys-dots", [little], lambda c: c.tobytes(), keys=("default", "."))
    plain(root, "keys-v2", [little], lambda c: c.tobytes(), keys=("v2", "."))
    plain(root, "keys-v2-slash", [little], lambda c: c.tobytes(), keys=("v2", "/"))
    sharded(root, "shard-end", "end", [little, crc], [little, zstd], lambda c: numcodecs.Zstd().encode(
        c.tobytes()), checked)
    sharded(root, "shard-start", "start", [little, crc], [little, gzip, crc], lambda c: checked(
        numcodecs.GZip().encode(c.tobytes())), checked)
    sharded(root, "shard-no-crc", "end", [little], [little, blosc], lambda c: numcodecs.Blosc(
        "zstd", shuffle=2).encode(np.ascontiguousarray(c)), lambda index: index)
    sharded(root, "shard-transpose", "end", [little, crc], [transpose(1, 2, 0), big], lambda c: c.transpose(
        1, 2, 0).astype(">u2").tobytes(), checked)
    sharded(root, "shard-missing", "end", [little, crc], [little], lambda c: c.tobytes(), checked,
            missing=((0, 0, 0), (1, 1, 1)), fill=7)


def refused(root):
    data = np.zeros(4, "u1")
    for kind in ("i8", "u8", "f8", "c8", "b1", "U4", "S3", "M8[s]"):
        write(root, "refused/" + kind.replace("[s]", ""), data.astype(kind), chunks=(4,))
    write(root, "refused/fields", np.zeros(4, [("a", "u1"), ("b", "u2")]), chunks=(4,))
    write(root, "refused/filter", data, chunks=(4,), filters=[numcodecs.Delta("u1")])
    for name, codec in (("lz4", numcodecs.LZ4()), ("bz2", numcodecs.BZ2())):
        write(root, "refused/" + name, data, chunks=(4,), compressor=codec)
    write(root, "refused/blosclz", (np.arange(4000) // 100).astype("i4"), chunks=(4000,),
          compressor=numcodecs.Blosc(cname="blosclz"))


def main():
    assert crc32c(b"123456789") == 0xe3069283
    root = tempfile.mkdtemp()
    version2(root)
    version3(root)
    refused(root)
    with zipfile.ZipFile(os.path.join(HERE, "arrays.zip"), "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for folder, folders, files in os.walk(root):
            folders.sort()
            for name in sorted(files):
                path = os.path.join(folder, name)
                info = zipfile.ZipInfo(os.path.relpath(path, root))
                with open(path, "rb") as file:
                    archive.writestr(info, file.read(), zipfile.ZIP_DEFLATED)
    shutil.rmtree(root)


main()

#!/usr/bin/env python3
"""Makes the files that RecordFileTest and DumpImportTest read: rows of HPC1's Messages as other programs write them.

Knows nothing of hpc: encodes protobuf by hand, and compresses by Python's modules and by the programs
xz, lz4 and zstd. The records are the same in all files. Run it in this folder.
"""
import bz2, gzip, lzma, struct, subprocess


def varint(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def integer(field, value):
    return varint(field << 3) + varint(value)


def text(field, value):
    data = value.encode()
    return varint(field << 3 | 2) + varint(len(data)) + data


def message(i):
    record = integer(1, i) + integer(2, 17) + integer(3, 100 + i)
    if i % 3:
        record += text(4, "Hei %d" % i)
    record += text(5, "ä" * (i * 40))
    if i == 7:
        record += text(2000, "a column that hpc does not know")
    return record


# The keys do not ascend.
RECORDS = [message(i) for i in [5, 3, 20, 1, 2, 4] + list(range(6, 20))]

PREFIXES = {
    "varint": lambda record: varint(len(record)),
    "tagged": lambda record: varint(1 << 3 | 2) + varint(len(record)),
    "little": lambda record: struct.pack("<I", len(record)),
    "big": lambda record: struct.pack(">I", len(record)),
}


def write(name, data):
    with open(name, "wb") as out:
        out.write(data)


def program(*words):
    return lambda data: subprocess.run(words, input=data, stdout=subprocess.PIPE, check=True).stdout


COMPRESSIONS = {
    "gz": lambda data: gzip.compress(data, mtime=0),
    "bz2": bz2.compress,
    "xz": lzma.compress,
    "lz4": program("lz4", "-c", "-q"),
    "zst": program("zstd", "-c", "-q"),
}

streams = {name: b"".join(prefix(r) + r for r in RECORDS) for name, prefix in PREFIXES.items()}
for name, stream in streams.items():
    write(name + ".bin", stream)
for name, compress in COMPRESSIONS.items():
    stream = streams["varint"]
    # Two streams, one after another; the first ends inside a record.
    write("varint.bin." + name, compress(stream[:1001]) + compress(stream[1001:]))
    write("little.bin." + name, compress(streams["little"]))

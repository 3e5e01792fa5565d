package com.happypancake.dumps.block;

import com.intel.gkl.compression.IntelDeflater;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;

/**
 * The native deflaters of one thread. For each block, this class chooses a deflater that produces
 * the same bytes as all others it could choose.
 *
 * <p>Two native deflaters may deflate the same content to different bytes. igzip (this version and
 * that of ISA-L 2.30, in the code for every processor since SSE 4.2) finds matches with a table of
 * positions. The CRC-32C of four bytes selects a position's slot. When igzip enters a block's first
 * byte, it computes the slot of the byte after next from the wrong register. That register holds
 * the address of the deflater's state, divided by 65536. So this position goes into an arbitrary
 * slot and never into its own. Usually this has no effect. But if it is the slot of the block's
 * first, second or third position, a later text that begins like the block at that position finds
 * another match. Then the block gets different, equally valid bytes. This happens to about 3 in N
 * blocks if the table has N slots.
 *
 * <p>Therefore this class computes the slot from each deflater's address. It uses a deflater for a
 * block only if the slot is none of those three. All such deflaters produce the same bytes. Not
 * thread-safe.
 */
final class GklDeflaters implements AutoCloseable {

  /** The length of the shortest affected block. Other code handles a block's last bytes. */
  private static final int SHORTEST_AFFECTED = 17;

  private static final int CRC_32C = 0x82F63B78;

  /** The field with the native state's address, 0 before the first reset; empty if missing. */
  private static final Optional<VarHandle> ADDRESS = address();

  private final int level;
  private final List<Native> natives = new ArrayList<>();

  /**
   * A native deflater.
   *
   * @param deflater a deflater after its first reset
   * @param address the address of its state, divided by 65536 and cut to 32 bits
   */
  record Native(IntelDeflater deflater, int address) {

    static Native create(int level) {
      IntelDeflater deflater = new IntelDeflater(level, true);
      deflater.reset();
      return new Native(deflater, (int) ((long) ADDRESS.orElseThrow().get(deflater) >>> 16));
    }
  }

  GklDeflaters(int level) {
    this.level = level;
  }

  /** Creates an instance with existing deflaters. */
  GklDeflaters(int level, List<Native> natives) {
    this(level);
    this.natives.addAll(natives);
  }

  private static Optional<VarHandle> address() {
    try {
      return Optional.of(
          MethodHandles.privateLookupIn(IntelDeflater.class, MethodHandles.lookup())
              .findVarHandle(IntelDeflater.class, "lz_stream", long.class));
    } catch (ReflectiveOperationException e) {
      return Optional.empty();
    }
  }

  /** Returns why the bytes could differ; empty if they cannot. */
  static Optional<String> obstacle() {
    return ADDRESS.isPresent()
        ? Optional.empty()
        : Optional.of("Intel GKL: this version's deflater does not tell its address");
  }

  /**
   * Returns a deflater for a block, ready for its input.
   *
   * @param content the content, from the array's first byte on
   */
  Deflater forContent(byte[] content, int length) {
    for (Native known : natives) {
      if (isFit(known, content, length)) {
        return ready(known);
      }
    }
    while (true) {
      // Keep a deflater that does not fit, so that the next one gets another address.
      Native another = Native.create(level);
      natives.add(another);
      if (isFit(another, content, length)) {
        return ready(another);
      }
    }
  }

  private static Deflater ready(Native chosen) {
    chosen.deflater.reset();
    return chosen.deflater;
  }

  private boolean isFit(Native candidate, byte[] content, int length) {
    if (length < SHORTEST_AFFECTED) {
      return true;
    }
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    int taken = slot(candidate.address, length);
    return taken != slot(bytes.getInt(0), length)
        && taken != slot(bytes.getInt(1), length)
        && taken != slot(bytes.getInt(2), length);
  }

  /** Returns the table's slot for four bytes. The table is smaller for a short block. */
  int slot(int bytes, int length) {
    int mask = level == 1 ? 0x1FFF : 0x7FFF;
    if (2 * length < mask) {
      mask = 2 * Integer.highestOneBit(length) - 1;
    }
    return crc32c(bytes) & mask;
  }

  /** Computes the processor's crc32 instruction from 0, without the inversions of a checksum. */
  private static int crc32c(int bytes) {
    int crc = bytes;
    for (int bit = 0; bit < 32; bit++) {
      crc = (crc >>> 1) ^ (CRC_32C & -(crc & 1));
    }
    return crc;
  }

  @Override
  public void close() {
    natives.forEach(known -> known.deflater.end());
    natives.clear();
  }
}

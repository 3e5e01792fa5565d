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
 * The native deflaters of one thread. Each block is deflated by one that gives the same bytes as
 * every other.
 *
 * <p>By themselves, native deflaters do not all deflate the same content to the same bytes. igzip
 * (this one and that of ISA-L 2.30, in the code for every processor since SSE 4.2) finds matches by
 * a table of positions, whose slots are chosen by the CRC-32C of four bytes. When it enters a
 * block's first byte, it computes the slot of the byte after next from the wrong register: from the
 * address of the deflater's own state, divided by 65536. So that position gets into an arbitrary
 * slot, and never into its own. Mostly this has no effect. But if that slot is the one of the
 * block's first, second or third position, a later text that begins like the block there finds
 * another match, and the block comes out with other, equally valid bytes. This happens to about
 * three blocks in as many as the table has slots.
 *
 * <p>Therefore this class computes the slot of each deflater from its address. A block is deflated
 * only by one whose slot is none of the three, and those agree in every byte. For one thread.
 */
final class GklDeflaters implements AutoCloseable {

  /** The length of the shortest block that reaches that code; other code treats the last bytes. */
  private static final int SHORTEST_AFFECTED = 17;

  private static final int CRC_32C = 0x82F63B78;

  /** Where IntelDeflater keeps the address of its native state; 0 before its first reset. */
  private static final Optional<VarHandle> ADDRESS = address();

  private final int level;
  private final List<Native> natives = new ArrayList<>();

  /**
   * A native deflater.
   *
   * @param deflater that was reset once
   * @param address of its state, divided by 65536 and cut to 32 bits
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

  /** Starts with the given deflaters. */
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

  /** Returns why the bytes could differ; empty where they cannot. */
  static Optional<String> obstacle() {
    return ADDRESS.isPresent()
        ? Optional.empty()
        : Optional.of("Intel GKL: this version's deflater does not tell its address");
  }

  /**
   * Returns a deflater that makes the same bytes of a block as any other, ready for its input.
   *
   * @param content begins at the array's first byte
   */
  Deflater forContent(byte[] content, int length) {
    for (Native known : natives) {
      if (isFit(known, content, length)) {
        return ready(known);
      }
    }
    while (true) {
      // A deflater that does not fit is kept, so that the next one gets another address.
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

  /** Returns the slot of four bytes in the table, which is smaller for a short block. */
  int slot(int bytes, int length) {
    int mask = level == 1 ? 0x1FFF : 0x7FFF;
    if (2 * length < mask) {
      mask = 2 * Integer.highestOneBit(length) - 1;
    }
    return crc32c(bytes) & mask;
  }

  /** Computes as the processor's crc32 instruction from 0, without the checksum's inversions. */
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

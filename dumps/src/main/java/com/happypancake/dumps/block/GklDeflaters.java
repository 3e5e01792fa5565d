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
 * Native deflaters, of which a block is given to one that does what every other would.
 *
 * <p>Left alone they don't all deflate the same content to the same bytes. igzip (this one and that
 * of ISA-L 2.30, in the code for every processor since SSE 4.2) finds matches by a table of
 * positions, whose slots are chosen by the CRC-32C of four bytes. When it enters a block's first
 * byte it computes the slot of the byte after next from the wrong register: from the address of the
 * deflater's own state, divided by 65536. That position gets into a slot that chance has chosen,
 * and never into its own. Mostly nothing comes of it. But where that slot is the very one of the
 * block's first, second or third position, a later text that begins like the block there finds
 * another match, and the block comes out with other, equally valid bytes. That is so for about
 * three blocks in as many as the table has slots.
 *
 * <p>So the slot of each deflater is computed here from its address. A block is deflated only by
 * one whose slot is none of the three, and those agree in every byte.
 */
final class GklDeflaters implements Deflaters {

  /** So short a block never gets to that code: its last bytes are treated by another. */
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

  /** Begins with given deflaters. */
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

  /** Says why bytes could not be kept equal; nothing where they can. */
  static Optional<String> obstacle() {
    return ADDRESS.isPresent()
        ? Optional.empty()
        : Optional.of("Intel GKL: this version's deflater does not tell its address");
  }

  @Override
  public Deflater forContent(byte[] content, int length) {
    for (Native known : natives) {
      if (isFit(known, content, length)) {
        return ready(known);
      }
    }
    while (true) {
      // Those that don't fit are kept, so that the next is at another address.
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

  /** The slot of four bytes in the table, which is smaller for a short block. */
  int slot(int bytes, int length) {
    int mask = level == 1 ? 0x1FFF : 0x7FFF;
    if (2 * length < mask) {
      mask = 2 * Integer.highestOneBit(length) - 1;
    }
    return crc32c(bytes) & mask;
  }

  /** The processor's instruction crc32 from 0: without the inversions of the checksum's name. */
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

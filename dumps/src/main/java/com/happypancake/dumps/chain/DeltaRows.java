package com.happypancake.dumps.chain;

import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.Dump;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.PartWriter;
import com.happypancake.dumps.block.Closeables;
import com.happypancake.dumps.chain.DumpChain.DumpPart;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fetches single rows of a table from the deltas of a chain.
 *
 * <p>Most rows of a delta are in the base's order, so the reader of a delta mostly moves forward.
 * The index leads to a row that is far away or lies behind. Not thread-safe.
 */
final class DeltaRows implements Closeable {

  private final List<DumpPart> parts;
  private final Map<Dump, Cursor> cursors = new HashMap<>();

  /** Creates an instance for the deltas' parts of a table. A part's list index is its number. */
  DeltaRows(List<DumpPart> parts) {
    this.parts = parts;
  }

  private record Cursor(int part, PartReader reader) {}

  /**
   * The place of a row.
   *
   * @param part the part's number
   * @param ordinal the row's ordinal in the part
   */
  record Place(int part, long ordinal) {

    private static final int ORDINAL_BITS = 48;

    /** Returns the place for a number from {@link #packed}. */
    static Place unpack(long packed) {
      return new Place((int) (packed >>> ORDINAL_BITS), packed & ((1L << ORDINAL_BITS) - 1));
    }

    /** Returns a non-negative number that encodes this place. */
    long packed() {
      return (long) part << ORDINAL_BITS | ordinal;
    }
  }

  /**
   * Appends a row to a part.
   *
   * @throws DamagedDumpException if the delta's part is damaged or has changed since its keys were
   *     read
   */
  void write(Place place, PartWriter writer) throws IOException {
    DumpPart part = parts.get(place.part());
    PartReader reader =
        part.reading(
            () -> {
              PartReader moved = moveBefore(part, place);
              if (!moved.advance()) {
                throw new DamagedDumpException(
                    DamagedDumpException.Fault.CHANGED,
                    part.part().getPath(),
                    "changed while it was read");
              }
              return moved;
            });
    writer.write(reader.bytes(), reader.offset(), reader.length());
  }

  private PartReader moveBefore(DumpPart part, Place place) throws IOException {
    @Nullable Cursor cursor = cursors.get(part.dump());
    if (cursor != null && cursor.part() == place.part()) {
      cursor.reader().seek(place.ordinal());
      return cursor.reader();
    }
    if (cursor != null) {
      cursors.remove(part.dump());
      cursor.reader().close();
    }
    OrdinalRange rest = new OrdinalRange(place.ordinal(), part.part().getRecords() + 1);
    PartReader opened = part.dump().read(part.part(), rest);
    cursors.put(part.dump(), new Cursor(place.part(), opened));
    return opened;
  }

  @Override
  public void close() throws IOException {
    Closeables.closeAll(cursors.values().stream().map(Cursor::reader).toList());
  }
}

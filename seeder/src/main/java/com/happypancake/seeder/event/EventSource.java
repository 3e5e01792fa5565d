package com.happypancake.seeder.event;

import com.google.protobuf.InvalidProtocolBufferException;
import com.happypancake.dumps.DamagedDumpException;
import com.happypancake.dumps.PartReader;
import com.happypancake.dumps.block.Closeables;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.manifest.Part;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads the events of a folder in order, starting at a given ordinal. */
public final class EventSource implements Closeable {

  private final EventFolder folder;
  private final EventCatalogue catalogue = EventCatalogue.hpc();
  private final Iterator<Part> parts;
  private @Nullable Part part;
  private @Nullable PartReader reader;
  private byte[] bytes = {};
  private long ordinal;

  private EventSource(EventFolder folder) {
    this.folder = folder;
    this.parts = folder.dump().parts().iterator();
  }

  /**
   * Opens a folder's events. Skips whole parts before the ordinal, then seeks by the part's index.
   *
   * @param folder a checked folder
   * @param firstOrdinal the ordinal of the event to which the first {@link #advance} moves
   * @throws IOException if a part is damaged or cannot be read
   */
  public static EventSource open(EventFolder folder, long firstOrdinal) throws IOException {
    EventSource source = new EventSource(folder);
    try {
      source.skipTo(firstOrdinal);
      return source;
    } catch (IOException | RuntimeException e) {
      Closeables.closeAfter(e, source);
      throw e;
    }
  }

  private void skipTo(long firstOrdinal) throws IOException {
    while (parts.hasNext()) {
      Part next = parts.next();
      if (ordinal + next.getRecords() >= firstOrdinal) {
        begin(next).seek(firstOrdinal - ordinal);
        ordinal = firstOrdinal - 1;
        break;
      }
      ordinal += next.getRecords();
    }
  }

  private PartReader begin(Part next) throws IOException {
    folder.checkUnchanged(next);
    part = next;
    reader = folder.dump().read(next);
    return reader;
  }

  /**
   * Moves to the next event.
   *
   * @return false after the last event
   * @throws DamagedDumpException if a part is damaged, or changed since it was checked
   */
  public boolean advance() throws IOException {
    while (true) {
      if (reader != null) {
        if (reader.advance()) {
          bytes = reader.record();
          ordinal++;
          return true;
        }
        checkUnchanged();
        reader.close();
        reader = null;
      }
      if (!parts.hasNext()) {
        return false;
      }
      begin(parts.next());
    }
  }

  /** Checks that the file being read did not change since its check. */
  public void checkUnchanged() throws IOException {
    if (part != null) {
      folder.checkUnchanged(part);
    }
  }

  /** Returns the current event's ordinal in the folder; the first is 1. */
  public long ordinal() {
    return ordinal;
  }

  public byte[] bytes() {
    return bytes;
  }

  /**
   * Returns the current event.
   *
   * @throws DamagedDumpException if the event is incomplete or of an unknown type
   */
  public EventMessage message() throws IOException {
    try {
      return EventMessage.of(ordinal, bytes, catalogue);
    } catch (InvalidProtocolBufferException e) {
      throw current().damaged(String.valueOf(e.getMessage()), e);
    }
  }

  private PartReader current() {
    if (reader == null) {
      throw new IllegalStateException("there is no current event; advance first");
    }
    return reader;
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
  }
}

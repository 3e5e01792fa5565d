package com.happypancake.transformer;

import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.event.Event;
import com.happypancake.transformer.sort.RecordCursor;
import java.io.IOException;

/** Writes sorted events into parts of a size. */
final class EventWriter {

  private static final String SERIES = "events";

  private final DumpWriter dump;
  private final long eventsPerPart;
  private final PhaseProgress progress;

  EventWriter(DumpWriter dump, long eventsPerPart, PhaseProgress progress) {
    this.dump = dump;
    this.eventsPerPart = eventsPerPart;
    this.progress = progress;
  }

  /**
   * Writes all events; one empty part where there are none.
   *
   * @return how many there were
   */
  long write(RecordCursor events) throws IOException, InterruptedException {
    long written = 0;
    boolean more = events.advance();
    do {
      try (PartWriter part = dump.part(SERIES, Event.getDescriptor().getFullName())) {
        progress.begin(part.entry().getPath());
        more = write(events, part, more);
        part.finish();
        written += part.records();
        progress.end();
      }
    } while (more);
    return written;
  }

  /** Fills a part; tells whether there are more events. */
  private boolean write(RecordCursor events, PartWriter part, boolean first)
      throws IOException, InterruptedException {
    boolean more = first;
    while (more && part.records() < eventsPerPart) {
      part.write(events.bytes(), events.payloadOffset(), events.payloadLength());
      progress.step();
      more = events.advance();
    }
    return more;
  }
}

package com.happypancake.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.DumpWriter;
import com.happypancake.dumps.PartWriter;
import com.happypancake.schemas.event.Event;
import com.happypancake.schemas.event.EventProto;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Manifest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventComparisonTest {
  @TempDir private Path folder;

  private static Event event(int number) {
    return Event.newBuilder().setCountry("FI").setSubject("FI/member/" + number).build();
  }

  /** Writes a folder of events of a part for each list. */
  static void writeEvents(Path folder, List<List<Event>> parts) throws IOException {
    try (DumpWriter dump =
        DumpWriter.create(folder, List.of(EventProto.getDescriptor()), Clock.systemUTC())) {
      for (List<Event> events : parts) {
        try (PartWriter part = dump.part("events", Event.getDescriptor().getFullName())) {
          for (Event event : events) {
            byte[] bytes = event.toByteArray();
            part.write(bytes, 0, bytes.length);
          }
          part.finish();
        }
      }
      dump.finish(Manifest.newBuilder().setContent(Content.CONTENT_EVENTS));
    }
  }

  /** Compares events 1 and 2 in one part and 3 in another with those of a peer. */
  private long compare(Event... theirs) throws IOException {
    writeEvents(folder.resolve("events"), List.of(List.of(event(1), event(2)), List.of(event(3))));
    Path peer = folder.resolve("peer.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(peer))) {
      for (Event event : theirs) {
        event.writeDelimitedTo(out);
      }
    }
    return EventComparison.compare(Dump.open(folder.resolve("events")), peer);
  }

  @Test
  void equalEventsAreCounted() throws IOException {
    assertThat(compare(event(1), event(2), event(3))).isEqualTo(3);
  }

  @Test
  void theFirstDifferenceIsPrinted() {
    assertThatThrownBy(() -> compare(event(1), event(4), event(5)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "event 2 differs: hpc has country: \"FI\" subject: \"FI/member/2\","
                + " the peer has country: \"FI\" subject: \"FI/member/4\"");
  }

  @Test
  void aMissingEventIsADifference() {
    assertThatThrownBy(() -> compare(event(1), event(2)))
        .hasMessageStartingWith("event 3 differs: hpc has country")
        .hasMessageEndingWith("the peer has none");
  }

  @Test
  void anAdditionalEventIsADifference() {
    assertThatThrownBy(() -> compare(event(1), event(2), event(3), event(4)))
        .hasMessageStartingWith("event 4 differs: hpc has none, the peer has country");
  }
}

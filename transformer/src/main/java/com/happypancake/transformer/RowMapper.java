package com.happypancake.transformer;

import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.EventDefinition;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.schemas.manifest.Reject;
import com.happypancake.schemas.value.KeyText;
import com.happypancake.transformer.choice.ChosenFacts;
import com.happypancake.transformer.event.CountryClock;
import com.happypancake.transformer.event.CountryClock.UtcTime;
import com.happypancake.transformer.event.EventEncoder;
import com.happypancake.transformer.event.RejectSink;
import com.happypancake.transformer.event.SortKey;
import com.happypancake.transformer.mapping.Fact;
import com.happypancake.transformer.mapping.Lookups;
import com.happypancake.transformer.mapping.Mapping;
import com.happypancake.transformer.mapping.Omission;
import com.happypancake.transformer.mapping.Outcome;
import com.happypancake.transformer.mapping.Rejection;
import com.happypancake.transformer.sort.RecordSink;
import java.io.IOException;

/** Maps rows of one part. */
final class RowMapper<R extends Message> {

  private final Mapping<R> mapping;
  private final LegacyTable table;
  private final Lookups lookups;
  private final Outputs outputs;
  private final SortKey key;

  /** What the names of the table's rows begin with: {@code FI/Messages/}. */
  private final String prefix;

  private final InputPart.Builder counts = InputPart.newBuilder();

  /**
   * Where the results go.
   *
   * @param chosen decides which facts become events
   */
  record Outputs(
      CountryClock clock,
      ChosenFacts chosen,
      EventEncoder encoder,
      RecordSink events,
      RejectSink rejects,
      Totals totals) {

    /**
     * Writes and counts an event.
     *
     * @param key has the row
     * @param row the row's name
     * @param idTime the time in the event's id
     * @param instant the event's time, in 100-nanosecond ticks of UTC
     */
    void event(
        SortKey key, EventDefinition type, String row, long idTime, long instant, Message payload)
        throws IOException {
      totals.event(type);
      encoder.encode(type, row, idTime, instant, payload);
      key.fact(type, instant);
      byte[] bytes = key.bytes();
      events.add(bytes, bytes.length, encoder.buffer(), encoder.length());
    }

    /** Writes and counts a reject. */
    void reject(LegacyTable table, String keyText, Rejection rejection) throws IOException {
      totals.reject(table.name(), rejection.reason());
      rejects.add(
          Reject.newBuilder()
              .setTable(table.name())
              .setKey(keyText)
              .setType(rejection.event().type())
              .setReason(rejection.reason().text())
              .setColumn(rejection.column())
              .setValue(rejection.value())
              .build()
              .toByteArray());
    }
  }

  RowMapper(Mapping<R> mapping, LegacyTable table, SortKey key, Lookups lookups, Outputs outputs) {
    this.mapping = mapping;
    this.table = table;
    this.key = key;
    this.lookups = lookups;
    this.outputs = outputs;
    this.prefix = outputs.encoder().country() + "/" + table.name() + "/";
  }

  void map(R row) throws IOException {
    String keyText = KeyText.of(table, row);
    String name = prefix + keyText;
    int facts = 0;
    int rejections = 0;
    long earliest = Long.MIN_VALUE;
    for (Outcome outcome : mapping.map(row, lookups)) {
      if (outcome instanceof Fact fact) {
        if (facts++ == 0) {
          key.row(row);
        }
        earliest = add(fact, name, earliest);
      } else if (outcome instanceof Rejection rejection) {
        rejections++;
        outputs.reject(table, keyText, rejection);
      } else if (outcome == Omission.DELETED_BY_BOTH) {
        outputs.totals().deletedByBoth();
      }
    }
    count(counts, facts, rejections);
  }

  /**
   * Adds a fact's event, if it is chosen.
   *
   * @param earliest the instant of the row's previous fact; the fact gets no earlier instant
   * @return the fact's instant
   */
  private long add(Fact fact, String name, long earliest) throws IOException {
    UtcTime time = outputs.clock().toUtc(fact.time());
    long instant = Math.max(time.ticks(), earliest);
    if (!outputs.chosen().contains(fact, instant)) {
      counts.setLeftOut(counts.getLeftOut() + 1);
      return instant;
    }
    counts.setEvents(counts.getEvents() + 1);
    outputs.totals().timed(fact, time, instant);
    outputs.event(key, fact.event(), name, fact.time(), instant, fact.payload());
    return instant;
  }

  /** Counts a row by its facts, whether or not they are chosen. */
  static void count(InputPart.Builder counts, int facts, int rejections) {
    if (facts > 0 && rejections == 0) {
      counts.setMapped(counts.getMapped() + 1);
    } else if (facts > 0) {
      counts.setPartlyRejected(counts.getPartlyRejected() + 1);
    } else if (rejections > 0) {
      counts.setRejected(counts.getRejected() + 1);
    } else {
      counts.setWithoutFact(counts.getWithoutFact() + 1);
    }
  }

  /** Returns the counts of the rows mapped so far. */
  InputPart.Builder counts() {
    return counts;
  }
}

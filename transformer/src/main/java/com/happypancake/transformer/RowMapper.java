package com.happypancake.transformer;

import com.google.protobuf.Message;
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
      Totals totals) {}

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
        outputs.rejects().add(reject(table, keyText, rejection));
        outputs.totals().reject(table.name(), rejection.reason());
      } else if (outcome == Omission.DELETED_BY_BOTH) {
        outputs.totals().deletedByBoth();
      }
    }
    count(facts, rejections);
  }

  /**
   * Adds a fact's event, if it is chosen.
   *
   * @param earliest the instant of the row's previous fact; the fact gets no earlier instant
   * @return the fact's instant
   */
  private long add(Fact fact, String name, long earliest) throws IOException {
    Totals totals = outputs.totals();
    UtcTime time = outputs.clock().toUtc(fact.time());
    long instant = Math.max(time.ticks(), earliest);
    if (!outputs.chosen().contains(fact, instant)) {
      counts.setLeftOut(counts.getLeftOut() + 1);
      return instant;
    }
    counts.setEvents(counts.getEvents() + 1);
    totals.timed(fact, time, instant);
    totals.event(fact.event());
    EventEncoder encoder = outputs.encoder();
    encoder.encode(fact.event(), name, fact.time(), instant, fact.payload());
    key.fact(fact.event(), instant);
    byte[] bytes = key.bytes();
    outputs.events().add(bytes, bytes.length, encoder.buffer(), encoder.length());
    return instant;
  }

  /** Returns a message of the type {@link Reject} in wire format. */
  static byte[] reject(LegacyTable table, String keyText, Rejection rejection) {
    return Reject.newBuilder()
        .setTable(table.name())
        .setKey(keyText)
        .setType(rejection.event().type())
        .setReason(rejection.reason().text())
        .setColumn(rejection.column())
        .setValue(rejection.value())
        .build()
        .toByteArray();
  }

  /** Counts a row by its facts, whether or not they are chosen. */
  private void count(int facts, int rejections) {
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

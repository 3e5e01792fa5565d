package com.happypancake.transformer;

import com.google.protobuf.Message;
import com.happypancake.schemas.catalogue.LegacyTable;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.schemas.value.KeyText;
import com.happypancake.transformer.DeltaSplit.RowVersion;
import com.happypancake.transformer.delta.Difference;
import com.happypancake.transformer.delta.Difference.Given;
import com.happypancake.transformer.delta.MappedRow;
import com.happypancake.transformer.delta.RowHistory;
import com.happypancake.transformer.event.EventEncoder;
import com.happypancake.transformer.event.SortKey;
import com.happypancake.transformer.lookup.LookupChange.Reference;
import com.happypancake.transformer.mapping.Mapping;
import com.happypancake.transformer.mapping.Rejection;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps the versions of a row to the events that the last delta gives for it. */
final class DeltaRowMapper<R extends Message> {

  private final DeltaSplit.Shared shared;
  private final LegacyTable table;
  private final Mapping<R> mapping;
  private final RowMapper.Outputs outputs;
  private final SortKey key;
  private final List<Reference> references;

  DeltaRowMapper(
      DeltaSplit.Shared shared, LegacyTable table, Mapping<R> mapping, RowMapper.Outputs outputs) {
    this.shared = shared;
    this.table = table;
    this.mapping = mapping;
    this.outputs = outputs;
    this.key = new SortKey(table, shared.order());
    this.references = Reference.of(table);
  }

  /**
   * Follows a row through the chain.
   *
   * @param versions in the order of the dumps, at least one
   */
  void map(List<RowVersion> versions) throws IOException {
    RowHistory history = RowHistory.of(shared.types(), table, shared.chain().unknownUntil());
    R name = mapping.parser().parseFrom(versions.get(0).row());
    int last = shared.chain().dumps().size() - 1;
    @Nullable R row = null;
    for (int dump = 0; dump <= last; dump++) {
      int at = dump;
      List<RowVersion> here = versions.stream().filter(version -> version.dump() == at).toList();
      if (!here.isEmpty()) {
        RowVersion now = here.get(here.size() - 1);
        row = now.isDeleted() ? null : mapping.parser().parseFrom(now.row());
      } else if (row == null
          || dump == 0
          || !shared.changed().change(dump).touches(row, references)) {
        continue;
      }
      MappedRow mapped =
          row == null
              ? MappedRow.ABSENT
              : MappedRow.of(mapping, row, shared.changed().lookups(dump), shared.clock());
      if (dump == 0) {
        history.begin(mapped);
      } else if (dump < last) {
        history.follow(mapped, shared.chain().period(dump));
      } else {
        write(history, mapped, here, name);
      }
    }
  }

  private void write(RowHistory history, MappedRow now, List<RowVersion> here, R name)
      throws IOException {
    List<Rejection> before = history.last().rejections();
    Difference difference =
        history.follow(now, shared.chain().period(shared.chain().dumps().size() - 1));
    String keyText = KeyText.of(table, name);
    key.row(name);
    List<Given> given =
        difference.events().stream()
            .filter(event -> shared.chosen().containsType(event.event()))
            .toList();
    for (Given event : given) {
      write(event, keyText);
    }
    for (Rejection rejection : now.rejections()) {
      if (!here.isEmpty() || !before.contains(rejection)) {
        outputs.rejects().add(RowMapper.reject(table, keyText, rejection));
        outputs.totals().reject(table.name(), rejection.reason());
      }
    }
    outputs.totals().historyKept(difference.historyKept());
    if (difference.isLastLoginOnly()) {
      outputs.totals().lastLoginOnly();
    }
    if (here.isEmpty()) {
      outputs.totals().fromOtherRows(given.size());
    } else {
      if (now.isDeletedByBoth()) {
        outputs.totals().deletedByBoth();
      }
      count(here, now, given.size(), difference.events().size() - given.size());
    }
  }

  private void write(Given event, String keyText) throws IOException {
    EventEncoder encoder = outputs.encoder();
    String row = encoder.country() + "/" + table.name() + "/" + keyText;
    event.fact().ifPresent(fact -> outputs.totals().timed(fact.fact(), fact.utc(), fact.instant()));
    outputs.totals().event(event.event());
    encoder.encode(event.event(), row, event.idTime(), event.instant(), event.payload());
    key.fact(event.event(), event.instant());
    byte[] bytes = key.bytes();
    outputs.events().add(bytes, bytes.length, encoder.buffer(), encoder.length());
  }

  /** Counts the row by what it gives, and a deleted key that came again as without a fact. */
  private void count(List<RowVersion> here, MappedRow now, int events, int leftOut) {
    for (RowVersion version : here) {
      InputPart.Builder counts =
          InputPart.newBuilder()
              .setPath(shared.chain().last().parts().get(version.part()).part().getPath());
      if (!version.equals(here.get(here.size() - 1))) {
        counts.setWithoutFact(1);
      } else if (!now.rejections().isEmpty()) {
        counts.setEvents(events).setLeftOut(leftOut);
        if (now.facts().isEmpty()) {
          counts.setRejected(1);
        } else {
          counts.setPartlyRejected(1);
        }
      } else if (events + leftOut > 0) {
        counts.setEvents(events).setLeftOut(leftOut).setMapped(1);
      } else {
        counts.setWithoutFact(1);
      }
      outputs.totals().rows(counts);
    }
  }
}

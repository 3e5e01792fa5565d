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
    Totals totals = outputs.totals();
    String keyText = KeyText.of(table, name);
    key.row(name);
    List<Given> given =
        difference.events().stream()
            .filter(event -> shared.chosen().containsType(event.event()))
            .toList();
    for (Given each : given) {
      each.fact().ifPresent(fact -> totals.timed(fact.fact(), fact.utc(), fact.instant()));
      outputs.event(
          key,
          each.event(),
          outputs.encoder().country() + "/" + table.name() + "/" + keyText,
          each.idTime(),
          each.instant(),
          each.payload());
    }
    for (Rejection rejection : now.rejections()) {
      if (!here.isEmpty() || !before.contains(rejection)) {
        outputs.reject(table, keyText, rejection);
      }
    }
    totals.historyKept(difference.historyKept());
    if (difference.isLastLoginOnly()) {
      totals.lastLoginOnly();
    }
    if (here.isEmpty()) {
      totals.fromOtherRows(given.size());
    } else {
      if (now.isDeletedByBoth()) {
        totals.deletedByBoth();
      }
      count(here, now, given.size(), difference.events().size() - given.size());
    }
  }

  /** Counts the row by what it gives, and a deleted key that came again as without a fact. */
  private void count(List<RowVersion> here, MappedRow now, int events, int leftOut) {
    for (RowVersion version : here) {
      InputPart.Builder counts =
          InputPart.newBuilder()
              .setPath(shared.chain().last().parts().get(version.part()).part().getPath());
      if (version.equals(here.get(here.size() - 1))) {
        int facts = now.rejections().isEmpty() ? events + leftOut : now.facts().size();
        RowMapper.count(
            counts.setEvents(events).setLeftOut(leftOut), facts, now.rejections().size());
      } else {
        counts.setWithoutFact(1);
      }
      outputs.totals().rows(counts);
    }
  }
}

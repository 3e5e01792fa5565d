package com.happypancake.transformer;

import com.happypancake.dumps.RefusedFolderException;
import com.happypancake.dumps.RefusedFolderException.Reason;
import com.happypancake.dumps.UnfinishedFolder;
import com.happypancake.dumps.block.Workers;
import com.happypancake.schemas.catalogue.EventCatalogue;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.InputPart;
import com.happypancake.transformer.InputDump.InputTable;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Work;
import com.happypancake.transformer.choice.Choice;
import com.happypancake.transformer.choice.ChosenFacts;
import com.happypancake.transformer.choice.MemberSample;
import com.happypancake.transformer.event.CountryClock;
import com.happypancake.transformer.event.TableOrder;
import com.happypancake.transformer.lookup.TableLookups;
import com.happypancake.transformer.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads what a transform needs before it maps rows: manifests, lookups, and a delta's keys. */
final class TransformSetup {

  private final Transformation transformation;
  private final Consumer<TransformEvent> events;
  private final LegacyCatalogue tables;
  private final int splitRows;
  private final Workers workers;
  private final TableOrder order;
  private final EventCatalogue types = EventCatalogue.hpc();
  private final Mappings mappings = Mappings.hpc();

  TransformSetup(
      Transformation transformation,
      Consumer<TransformEvent> events,
      LegacyCatalogue tables,
      int splitRows,
      Workers workers) {
    this.transformation = transformation;
    this.events = events;
    this.tables = tables;
    this.splitRows = splitRows;
    this.workers = workers;
    this.order = TableOrder.of(tables);
  }

  /**
   * What was read.
   *
   * @param changed the changed rows of a delta; empty for a full dump
   */
  record Prepared(
      InputChain chain, Resumption resumption, Optional<ChangedRows> changed, List<Split> splits) {

    InputDump input() {
      return chain.last();
    }
  }

  /**
   * Reads all that is needed. Throws as {@link Transformer#run}.
   *
   * @param isWritten whether events will be written
   * @param totals receives the rows of lookup tables
   */
  Prepared prepare(boolean isWritten, Totals totals) throws IOException, InterruptedException {
    UnfinishedFolder.check(transformation.out());
    refuseScratchWithin(transformation.in());
    refuseScratchWithin(transformation.out());
    InputChain chain = InputChain.open(transformation, workers, tables, mappings);
    List<String> absent = chain.dumps().get(0).absentTables(mappings);
    if (!absent.isEmpty()) {
      events.accept(new TransformEvent.AbsentTables(absent));
    }
    Resumption resumption =
        new Resumption(
            transformation,
            TransformSettings.of(transformation, chain),
            workers,
            note -> events.accept(new TransformEvent.Note(note)));
    plan(chain, isWritten);
    CountryClock clock = new CountryClock(chain.last().zone());
    List<TableLookups> lookups =
        new LookupLoader(clock, splitRows, workers, events).load(chain.dumps());
    ChosenFacts chosen = chosen(chain.last(), lookups.get(0));
    countLookups(chain.last(), totals);
    List<Split> splits = new ArrayList<>();
    RowSplit.Shared shared =
        new RowSplit.Shared(
            chain.last(), lookups.get(lookups.size() - 1), clock, order, chosen, splitRows);
    for (InputTable part : chain.last().parts()) {
      if (!chain.last().isLookup(part) && (!chain.isDelta() || part.mapping().isEmpty())) {
        splits.addAll(RowSplit.of(shared, part));
      }
    }
    Optional<ChangedRows> changed = Optional.empty();
    if (chain.isDelta()) {
      ChangedRows rows = new ChangedRows(chain, lookups, order, splitRows, workers, events);
      changed = Optional.of(rows);
      splits.addAll(
          DeltaSplit.of(new DeltaSplit.Shared(chain, rows, clock, order, types, mappings, chosen)));
    }
    return new Prepared(chain, resumption, changed, List.copyOf(splits));
  }

  /** Refuses a scratch folder within another one, where it would be taken for something else. */
  private void refuseScratchWithin(Path folder) throws RefusedFolderException {
    Path scratch = transformation.scratch().orElse(transformation.in()).toAbsolutePath();
    if (transformation.scratch().isPresent()
        && scratch.normalize().startsWith(folder.toAbsolutePath().normalize())) {
      throw new RefusedFolderException(
          Reason.IN_INPUT,
          scratch + ": lies in " + folder + "; choose another folder for --scratch");
    }
  }

  /** Reports what is read. */
  private void plan(InputChain chain, boolean isWritten) {
    InputDump input = chain.last();
    Map<Phase, Work> reading = new EnumMap<>(Phase.class);
    reading.put(Phase.LOOKUP, Work.of(LookupLoader.parts(chain.dumps())));
    reading.put(
        Phase.MAPPING,
        Work.of(input.parts().stream().filter(part -> !input.isLookup(part)).toList()));
    if (chain.isDelta()) {
      reading.put(Phase.FINDING, Work.of(ChangedRows.parts(chain)));
    }
    if (transformation.choice().sample().isPresent()) {
      reading.put(Phase.SAMPLING, Work.of(SampleFinder.parts(input)));
    }
    events.accept(new TransformEvent.Planned(reading, isWritten));
  }

  private static void countLookups(InputDump input, Totals totals) {
    for (InputTable part : input.parts()) {
      if (input.isLookup(part)) {
        totals.rows(
            InputPart.newBuilder()
                .setPath(part.part().getPath())
                .setLookup(part.part().getRecords()));
      }
    }
  }

  private ChosenFacts chosen(InputDump input, TableLookups lookups)
      throws IOException, InterruptedException {
    Choice choice = transformation.choice();
    Optional<MemberSample> sample = Optional.empty();
    if (choice.sample().isPresent()) {
      SampleFinder finder = new SampleFinder(input, lookups, splitRows, workers, events);
      sample = Optional.of(finder.find(choice.sample().getAsDouble()));
    }
    return new ChosenFacts(choice, types, sample);
  }
}

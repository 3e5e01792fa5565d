package com.happypancake.transformer;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.happypancake.dumps.OrdinalRange;
import com.happypancake.dumps.block.OrderedTasks;
import com.happypancake.dumps.block.Workers;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Interest;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.legacy.Photo;
import com.happypancake.schemas.value.KeyText;
import com.happypancake.transformer.InputDump.InputTable;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Work;
import com.happypancake.transformer.event.CountryClock;
import com.happypancake.transformer.lookup.TableLookups;
import com.happypancake.transformer.mapping.LegacyTimes;
import com.happypancake.transformer.mapping.LookupTable;
import com.happypancake.transformer.mapping.Lookups;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Loads the tables to which rows of other tables refer, each on all threads. */
final class LookupLoader {

  private final CountryClock clock;
  private final int splitRows;
  private final Workers workers;
  private final Consumer<TransformEvent> events;

  /** The lookups that are being filled. */
  private TableLookups lookups = new TableLookups(Optional.empty());

  LookupLoader(
      CountryClock clock, int splitRows, Workers workers, Consumer<TransformEvent> events) {
    this.clock = clock;
    this.splitRows = splitRows;
    this.workers = workers;
    this.events = events;
  }

  /** Returns the parts of a chain that are loaded. */
  static List<InputTable> parts(List<InputDump> chain) {
    return chain.stream().flatMap(LookupLoader::needed).toList();
  }

  /**
   * Loads the lookup tables of a chain of dumps.
   *
   * @return the lookups as of each dump
   */
  List<TableLookups> load(List<InputDump> chain) throws IOException, InterruptedException {
    PhaseProgress progress = new PhaseProgress(events, Phase.LOOKUP, Work.of(parts(chain)).rows());
    List<TableLookups> loaded = new ArrayList<>();
    for (InputDump dump : chain) {
      for (InputTable part : needed(dump).toList()) {
        load(dump, part, progress);
      }
      loaded.add(lookups);
      lookups = new TableLookups(Optional.of(lookups));
    }
    return loaded;
  }

  private static Stream<InputTable> needed(InputDump dump) {
    Set<String> tables =
        dump.lookups().stream().map(LookupTable::table).collect(Collectors.toSet());
    return dump.parts().stream().filter(part -> tables.contains(part.table().name()));
  }

  private void load(InputDump dump, InputTable part, PhaseProgress progress)
      throws IOException, InterruptedException {
    if (part.isDeletedKeys()) {
      readGone(dump, part, progress);
      return;
    }
    switch (part.table().name()) {
      case "Members" -> read(dump, part, Member.parser(), this::put, progress);
      case "Photos" -> read(dump, part, Photo.parser(), this::put, progress);
      case "Cities" -> read(dump, part, City.parser(), this::put, progress);
      case "Interests" -> read(dump, part, Interest.parser(), this::put, progress);
      default -> throw new IllegalStateException("no table to look up in: " + part.table().name());
    }
  }

  private void readGone(InputDump dump, InputTable part, PhaseProgress progress)
      throws IOException, InterruptedException {
    switch (part.table().name()) {
      case "Members" ->
          read(
              dump,
              part,
              Member.parser(),
              gone(LookupTable.MEMBERS, Member::getMemberId),
              progress);
      case "Photos" ->
          read(dump, part, Photo.parser(), gone(LookupTable.PHOTOS, Photo::getPhotoId), progress);
      case "Cities" ->
          read(dump, part, City.parser(), gone(LookupTable.CITIES, City::getCityId), progress);
      default ->
          read(
              dump,
              part,
              Interest.parser(),
              gone(LookupTable.INTERESTS, Interest::getInterestId),
              progress);
    }
  }

  private <R> Predicate<R> gone(LookupTable table, ToIntFunction<R> id) {
    return key -> {
      lookups.putGone(table, id.applyAsInt(key));
      return true;
    };
  }

  private <R extends Message> void read(
      InputDump dump, InputTable part, Parser<R> parser, Predicate<R> put, PhaseProgress progress)
      throws IOException, InterruptedException {
    OrderedTasks.run(
        workers,
        RowSplit.ranges(dump, part, splitRows).stream()
            .<Callable<Work>>map(range -> () -> read(dump, part, range, parser, put))
            .toList(),
        work -> progress.add(part.part().getPath(), work));
    dump.dump().checkFile(part.part());
  }

  private <R extends Message> Work read(
      InputDump dump, InputTable part, OrdinalRange range, Parser<R> parser, Predicate<R> put)
      throws IOException {
    try (RowReader<R> reader =
        new RowReader<>(dump.dump().read(part.part(), range), part.table(), parser)) {
      for (R row = reader.next(); row != null; row = reader.next()) {
        boolean isNew;
        synchronized (this) {
          isNew = put.test(row);
        }
        if (!isNew) {
          throw dump.duplicate(part.table().name() + " " + KeyText.of(part.table(), row));
        }
      }
    }
    return RowSplit.work(part.part(), range);
  }

  private boolean put(Member row) {
    boolean isKnown = row.hasRegisteredAt() && LegacyTimes.isPossible(row.getRegisteredAt());
    long registration = isKnown ? clock.toUtc(row.getRegisteredAt()).ticks() : Lookups.ALWAYS;
    return !row.hasMemberId() || lookups.putMember(row.getMemberId(), registration);
  }

  private boolean put(Photo row) {
    return !row.hasPhotoId()
        || !row.hasMemberId()
        || lookups.putPhoto(row.getPhotoId(), row.getMemberId());
  }

  private boolean put(City row) {
    return !row.hasCityId() || !row.hasName() || lookups.putCity(row.getCityId(), row.getName());
  }

  private boolean put(Interest row) {
    return !row.hasInterestId()
        || !row.hasName()
        || lookups.putInterest(row.getInterestId(), row.getName());
  }
}

package com.happypancake.transformer;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.happypancake.schemas.legacy.City;
import com.happypancake.schemas.legacy.Interest;
import com.happypancake.schemas.legacy.Member;
import com.happypancake.schemas.legacy.Photo;
import com.happypancake.schemas.value.KeyText;
import com.happypancake.transformer.InputDump.InputTable;
import com.happypancake.transformer.TransformEvent.Phase;
import com.happypancake.transformer.TransformEvent.Work;
import com.happypancake.transformer.event.CountryClock;
import com.happypancake.transformer.mapping.LegacyTimes;
import com.happypancake.transformer.mapping.LookupTable;
import com.happypancake.transformer.mapping.Lookups;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Loads the tables to which rows of other tables refer. */
final class LookupLoader {

  private final InputDump input;
  private final CountryClock clock;
  private final Consumer<TransformEvent> events;
  private final TableLookups lookups = new TableLookups();
  private final List<InputTable> needed;

  LookupLoader(InputDump input, CountryClock clock, Consumer<TransformEvent> events) {
    this.input = input;
    this.clock = clock;
    this.events = events;
    Set<String> tables =
        input.lookups().stream().map(LookupTable::table).collect(Collectors.toSet());
    this.needed =
        input.parts().stream().filter(part -> tables.contains(part.table().name())).toList();
  }

  /** Returns the parts to load. */
  List<InputTable> parts() {
    return needed;
  }

  /** Loads all lookup tables. */
  TableLookups load() throws IOException, InterruptedException {
    PhaseProgress progress = new PhaseProgress(events, Phase.LOOKUP, Work.of(needed).rows());
    for (InputTable part : needed) {
      progress.begin(part.part().getPath());
      load(part, progress);
      progress.end(part.part().getContentBytes());
    }
    return lookups;
  }

  private void load(InputTable part, PhaseProgress progress)
      throws IOException, InterruptedException {
    switch (part.table().name()) {
      case "Members" -> read(part, Member.parser(), this::put, progress);
      case "Photos" -> read(part, Photo.parser(), this::put, progress);
      case "Cities" -> read(part, City.parser(), this::put, progress);
      case "Interests" -> read(part, Interest.parser(), this::put, progress);
      default -> throw new IllegalStateException("no table to look up in: " + part.table().name());
    }
  }

  private <R extends Message> void read(
      InputTable part, Parser<R> parser, Predicate<R> put, PhaseProgress progress)
      throws IOException, InterruptedException {
    try (RowReader<R> reader =
        new RowReader<>(input.dump().read(part.part()), part.table(), parser)) {
      for (R row = reader.next(); row != null; row = reader.next()) {
        if (!put.test(row)) {
          throw input.duplicate(part.table().name() + " " + KeyText.of(part.table(), row));
        }
        progress.step();
      }
    }
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

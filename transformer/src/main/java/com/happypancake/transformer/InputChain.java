package com.happypancake.transformer;

import com.happypancake.dumps.Dump;
import com.happypancake.dumps.block.Workers;
import com.happypancake.dumps.chain.DumpChain;
import com.happypancake.schemas.catalogue.LegacyCatalogue;
import com.happypancake.schemas.manifest.Content;
import com.happypancake.schemas.manifest.Manifest;
import com.happypancake.schemas.value.WallClock;
import com.happypancake.transformer.choice.Choice;
import com.happypancake.transformer.delta.Period;
import com.happypancake.transformer.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The dumps of a transform.
 *
 * @param dumps one full dump; or a full dump and its deltas, of which the last one is transformed
 * @param after the events that the delta's events follow; empty if they are not checked
 */
record InputChain(List<InputDump> dumps, Optional<Dump> after) {

  /** Copies the list. */
  InputChain {
    dumps = List.copyOf(dumps);
  }

  /**
   * Opens the dumps of a transform and checks that they can be transformed.
   *
   * @throws com.happypancake.dumps.chain.MismatchedDumpException if the dumps do not fit together
   * @throws RefusedDumpException if one of them cannot be transformed, or a delta's instant is not
   *     later than that of the dump before it
   * @throws IOException if a schema can't be read
   */
  static InputChain open(
      Transformation transformation, Workers workers, LegacyCatalogue catalogue, Mappings mappings)
      throws IOException {
    List<Dump> dumps = dumps(transformation.in(), transformation.base(), workers);
    List<InputDump> inputs = check(dumps, transformation.country(), catalogue, mappings);
    Optional<Dump> after = Optional.empty();
    if (transformation.after().isPresent()) {
      after = Optional.of(Dump.open(transformation.after().get()));
      checkAfter(after.get(), dumps.get(dumps.size() - 2), transformation.choice());
    }
    return new InputChain(inputs, after);
  }

  /**
   * Checks that a full dump and its deltas can be transformed.
   *
   * @throws RefusedDumpException as {@link #open}
   */
  static List<InputDump> check(
      List<Dump> dumps, Optional<String> country, LegacyCatalogue catalogue, Mappings mappings)
      throws IOException {
    List<InputDump> inputs =
        new ArrayList<>(List.of(InputDump.open(dumps.get(0), country, catalogue, mappings)));
    for (Dump delta : dumps.subList(1, dumps.size())) {
      inputs.add(InputDump.openDelta(delta, country, catalogue, mappings));
      checkTimes(inputs.get(inputs.size() - 2).dump(), delta);
    }
    return inputs;
  }

  /** Refuses events that are not all events of the dump before the delta. */
  private static void checkAfter(Dump after, Dump before, Choice choice)
      throws RefusedDumpException {
    Manifest events = after.manifest();
    if (events.getContent() != Content.CONTENT_EVENTS || events.hasRepair()) {
      throw new RefusedDumpException(
          after.folder()
              + ": holds no events as a transform wrote them; expected the events that"
              + " the delta's events follow");
    }
    if (Collections.disjoint(Dump.baseDigests(before.manifest()), Dump.baseDigests(events))) {
      throw new RefusedDumpException(
          String.format(
              Locale.ROOT,
              "%s: its events are those of the content %s; expected those of %s, content %s, which"
                  + " the delta follows",
              after.folder(),
              events.getInputDigest(),
              before.folder(),
              before.manifest().getContentDigest()));
    }
    Choice earlier = Choice.of(events.getChoice());
    if (!earlier.equals(choice)) {
      throw new RefusedDumpException(
          String.format(
              Locale.ROOT,
              "%s: holds %s; this run chooses %s; the events of a delta need the choice of those"
                  + " that they follow",
              after.folder(),
              earlier.text(),
              choice.text()));
    }
  }

  /**
   * Opens the dumps from the full one to the one to transform.
   *
   * @throws com.happypancake.dumps.chain.MismatchedDumpException as {@link #open}
   */
  static List<Dump> dumps(Path folder, List<Path> base, Workers workers) throws IOException {
    Dump in = Dump.open(folder, workers);
    if (base.isEmpty()) {
      return List.of(in);
    }
    List<Dump> dumps = new ArrayList<>();
    for (Path earlier : base) {
      // If the first one is a delta, those before it are found beside it.
      dumps.addAll(
          dumps.isEmpty()
              ? DumpChain.endingWith(earlier).dumps()
              : List.of(Dump.open(earlier, workers)));
    }
    dumps.add(in);
    return DumpChain.of(dumps.get(0), dumps.subList(1, dumps.size())).dumps();
  }

  private static void checkTimes(Dump before, Dump delta) throws RefusedDumpException {
    if (instant(before) >= instant(delta)) {
      throw new RefusedDumpException(
          String.format(
              Locale.ROOT,
              "%s: its rows are of %s, which is not later than those of the dump before it: %s has"
                  + " %s; the source's clock was put back, so extract a full dump",
              delta.folder(),
              WallClock.toText(instant(delta)),
              before.folder(),
              WallClock.toText(instant(before))));
    }
  }

  private static long instant(Dump dump) {
    return WallClock.toTicks(dump.manifest().getSourceTime());
  }

  /** Returns the dump that is transformed. */
  InputDump last() {
    return dumps.get(dumps.size() - 1);
  }

  /** Returns whether the dump that is transformed is a delta. */
  boolean isDelta() {
    return dumps.size() > 1;
  }

  /** Returns the time that a delta covers. */
  Period period(int delta) {
    return new Period(instant(dumps.get(delta - 1).dump()), instant(dumps.get(delta).dump()));
  }

  /**
   * Returns the instant up to which facts may have been given before, although no dump shows them:
   * a merged dump does not show what was deleted before. Empty if the dumps show all.
   */
  OptionalLong unknownUntil() {
    Manifest first = dumps.get(0).dump().manifest();
    return first.getMergedDigestsCount() > 0
        ? OptionalLong.of(instant(dumps.get(0).dump()))
        : OptionalLong.empty();
  }

  /** Returns the content digest of the events that the delta's events follow; empty if unknown. */
  String followsDigest() {
    return after.map(events -> events.manifest().getContentDigest()).orElse("");
  }

  /** Returns the place of the events in their chain: 0 for those of a full dump. */
  int position() {
    if (after.isPresent()) {
      return after.get().manifest().getChainPosition() + 1;
    }
    int merged = dumps.get(0).dump().manifest().getMergedDigestsCount();
    return isDelta() ? Math.max(0, merged - 1) + dumps.size() - 1 : 0;
  }
}
